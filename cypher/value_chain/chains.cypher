// The value chains, and how far each is held.
//
// param  lang        enum fr|en|de   the language of names
// return id          CURIE of the chain
// return label       its name
// return definition  what it covers
// return stages      how many stages it has
// return held        how many of them somebody holds, anywhere
// scope  level
// access read

MATCH (chain:ValueChain)
RETURN chain.id AS id,
       coalesce(CASE $lang WHEN 'en' THEN chain.label_en WHEN 'de' THEN chain.label_de END,
         chain.label_fr, chain.label_en, chain.id) AS label,
       coalesce(CASE $lang WHEN 'en' THEN chain.definition_en WHEN 'de' THEN chain.definition_de END,
                chain.definition_fr, chain.definition_en) AS definition,
       COUNT { MATCH (stage:Stage)-[:STAGE_OF]->(chain) } AS stages,
       COUNT {
         MATCH (stage:Stage)-[:STAGE_OF]->(chain)
         WHERE EXISTS { MATCH (stage)<-[h:HOLDS WHERE h.audience IN $audiences OR h.owner IN $owners]-(:Actor) }
       } AS held
ORDER BY label, id
