// Stages of a value chain that nobody holds in some territories, or anywhere, the most awaited first.
//
// The stages around them count when somebody holds them there, by facts that count: what is held elsewhere, or less
// surely, waits for nothing here.
//
// param  chain           curie           the value chain
// param  territories     curies          where, at any level; none: everywhere
// param  basis           text            what counts as held, with commas: declared,observed,inferred
// param  min_confidence  float 0..1      how sure it must be
// param  lang            enum fr|en|de   the language of names
// return stage           CURIE of the stage
// return label           its name
// return rank            its place in the chain
// return upstream        how many stages that feed it somebody holds there
// return downstream      how many stages that it feeds somebody holds there
// scope  level
// access read

MATCH (:ValueChain {id: $chain})<-[:STAGE_OF]-(stage:Stage)
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
RETURN stage.id AS stage,
       coalesce(CASE $lang WHEN 'en' THEN stage.label_en WHEN 'de' THEN stage.label_de END,
         stage.label_fr, stage.label_en, stage.id) AS label,
       stage.rank AS rank,
       COUNT {
         MATCH (other:Stage)-[:FEEDS]->(stage)
         WHERE EXISTS {
           MATCH (other)
                 <-[h:HOLDS WHERE (h.audience IN $audiences OR h.owner IN $owners) AND h.confidence >= $min_confidence
                   AND h.basis IN split($basis, ',')]-
                 (a:Actor WHERE a.audience IN $audiences OR a.owner IN $owners)
           WHERE size($territories) = 0 OR EXISTS {
             MATCH (a)-[l:LOCATED_IN WHERE l.audience IN $audiences OR l.owner IN $owners]->(:Territory)-[:WITHIN*0..4]->
                   (t:Territory WHERE t.id IN $territories)
           }
         }
       } AS upstream,
       COUNT {
         MATCH (stage)-[:FEEDS]->(other:Stage)
         WHERE EXISTS {
           MATCH (other)
                 <-[h:HOLDS WHERE (h.audience IN $audiences OR h.owner IN $owners) AND h.confidence >= $min_confidence
                   AND h.basis IN split($basis, ',')]-
                 (a:Actor WHERE a.audience IN $audiences OR a.owner IN $owners)
           WHERE size($territories) = 0 OR EXISTS {
             MATCH (a)-[l:LOCATED_IN WHERE l.audience IN $audiences OR l.owner IN $owners]->(:Territory)-[:WITHIN*0..4]->
                   (t:Territory WHERE t.id IN $territories)
           }
         }
       } AS downstream
ORDER BY upstream + downstream DESC, rank, stage
