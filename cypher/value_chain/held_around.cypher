// The stages around some stages that somebody holds in some territories, or anywhere, and the facts that say so.
//
// param  stages          curies          the stages
// param  territories     curies          where, at any level; none: everywhere
// param  basis           text            what counts as held, with commas: declared,observed,inferred
// param  min_confidence  float 0..1      how sure it must be
// param  lang            enum fr|en|de   the language of names
// return stage           CURIE of one of the stages
// return side            upstream: the other feeds it; downstream: it feeds the other
// return other           CURIE of the other stage
// return label           its name
// return held            how many actors hold the other stage there
// return facts           CURIEs of the facts that say so
// return bases           of each of these facts
// scope  level
// access read

MATCH (stage:Stage WHERE stage.id IN $stages)<-[:FEEDS]-(other:Stage)
MATCH (other)
      <-[h:HOLDS WHERE (h.audience IN $audiences OR h.owner IN $owners) AND h.confidence >= $min_confidence
        AND h.basis IN split($basis, ',')]-
      (a:Actor WHERE a.audience IN $audiences OR a.owner IN $owners)
WITH stage, other, h, a
WHERE size($territories) = 0 OR EXISTS {
  MATCH (a)-[l:LOCATED_IN WHERE l.audience IN $audiences OR l.owner IN $owners]->(:Territory)-[:WITHIN*0..4]->
        (t:Territory WHERE t.id IN $territories)
}
WITH stage, other, h.id AS fact, h.basis AS ground, a.id AS actor
ORDER BY fact
RETURN stage.id AS stage, 'upstream' AS side, other.id AS other,
       coalesce(CASE $lang WHEN 'en' THEN other.label_en WHEN 'de' THEN other.label_de END,
         other.label_fr, other.label_en, other.id) AS label,
       count(DISTINCT actor) AS held, collect(fact) AS facts, collect(ground) AS bases
ORDER BY stage, side, other
UNION ALL
MATCH (stage:Stage WHERE stage.id IN $stages)-[:FEEDS]->(other:Stage)
MATCH (other)
      <-[h:HOLDS WHERE (h.audience IN $audiences OR h.owner IN $owners) AND h.confidence >= $min_confidence
        AND h.basis IN split($basis, ',')]-
      (a:Actor WHERE a.audience IN $audiences OR a.owner IN $owners)
WITH stage, other, h, a
WHERE size($territories) = 0 OR EXISTS {
  MATCH (a)-[l:LOCATED_IN WHERE l.audience IN $audiences OR l.owner IN $owners]->(:Territory)-[:WITHIN*0..4]->
        (t:Territory WHERE t.id IN $territories)
}
WITH stage, other, h.id AS fact, h.basis AS ground, a.id AS actor
ORDER BY fact
RETURN stage.id AS stage, 'downstream' AS side, other.id AS other,
       coalesce(CASE $lang WHEN 'en' THEN other.label_en WHEN 'de' THEN other.label_de END,
         other.label_fr, other.label_en, other.id) AS label,
       count(DISTINCT actor) AS held, collect(fact) AS facts, collect(ground) AS bases
ORDER BY stage, side, other
