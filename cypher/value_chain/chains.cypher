// The value chains, and how far each is held in some territories, or anywhere.
//
// param  territories     curies          where, at any level; none: everywhere
// param  basis           text            what counts as held, with commas: declared,observed,inferred
// param  min_confidence  float 0..1      how sure it must be
// param  lang            enum fr|en|de   the language of names
// return id              CURIE of the chain
// return label           its name
// return definition      what it covers
// return stages          how many stages it has
// return missing         CURIE and name of each that nobody holds there, in the order of the chain
// scope  level
// access read

MATCH (chain:ValueChain)
RETURN chain.id AS id,
       coalesce(CASE $lang WHEN 'en' THEN chain.label_en WHEN 'de' THEN chain.label_de END,
         chain.label_fr, chain.label_en, chain.id) AS label,
       coalesce(CASE $lang WHEN 'en' THEN chain.definition_en WHEN 'de' THEN chain.definition_de END,
                chain.definition_fr, chain.definition_en) AS definition,
       COUNT { MATCH (stage:Stage)-[:STAGE_OF]->(chain) } AS stages,
       COLLECT {
         MATCH (stage:Stage)-[:STAGE_OF]->(chain)
         WHERE NOT EXISTS {
           MATCH (stage)
                 <-[h:HOLDS WHERE (h.audience IN $audiences OR h.owner IN $owners) AND h.confidence >= $min_confidence
                   AND h.basis IN split($basis, ',')]-
                 (a:Actor WHERE a.audience IN $audiences OR a.owner IN $owners)
           WHERE size($territories) = 0 OR EXISTS {
             MATCH (a)-[l:LOCATED_IN WHERE l.audience IN $audiences OR l.owner IN $owners]->(:Territory)-[:WITHIN*0..4]->
                   (t:Territory WHERE t.id IN $territories)
           }
         }
         RETURN {
           id: stage.id,
           label: coalesce(CASE $lang WHEN 'en' THEN stage.label_en WHEN 'de' THEN stage.label_de END,
             stage.label_fr, stage.label_en, stage.id)
         } AS one
         ORDER BY stage.rank, stage.id
       } AS missing
ORDER BY label, id
