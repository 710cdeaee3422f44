// Who could hold stages: actors of a sector typical of them, or that have a skill, a machine or a product they need.
//
// param  stages          curies          the stages
// param  territories     curies          where, at any level; none: everywhere
// param  basis           text            which facts count, with commas: declared,observed,inferred
// param  min_confidence  float 0..1      how sure these facts must be
// param  lang            enum fr|en|de   the language of names
// return stage           CURIE of the stage
// return actor           CURIE of the actor
// return label           its name
// return ground          sector, product, skill or equipment
// return concept         CURIE of the sector, product, skill or type of equipment
// return concept_label   its name
// return facts           CURIEs of the facts that say so
// return bases           of each of these facts
// scope  level
// access read

MATCH (stage:Stage WHERE stage.id IN $stages)-[:TYPICAL_SECTOR]->(wanted:Concept)<-[:BROADER*0..8]-(c:Concept)
WITH DISTINCT stage, c
MATCH (c)<-[f:IN_SECTOR WHERE (f.audience IN $audiences OR f.owner IN $owners) AND f.confidence >= $min_confidence
        AND f.basis IN split($basis, ',')]-
      (a:Actor WHERE a.audience IN $audiences OR a.owner IN $owners)
WITH stage, c, f, a
WHERE size($territories) = 0 OR EXISTS {
  MATCH (a)-[l:LOCATED_IN WHERE l.audience IN $audiences OR l.owner IN $owners]->(:Territory)-[:WITHIN*0..4]->
        (t:Territory WHERE t.id IN $territories)
}
RETURN stage.id AS stage, a.id AS actor, a.label AS label, 'sector' AS ground, c.id AS concept,
       coalesce(CASE $lang WHEN 'en' THEN c.label_en WHEN 'de' THEN c.label_de END,
         c.label_fr, c.label_en, c.id) AS concept_label, [f.id] AS facts, [f.basis] AS bases
ORDER BY stage, actor, ground, concept, facts
UNION ALL
MATCH (stage:Stage WHERE stage.id IN $stages)-[:YIELDS]->(wanted:Concept)<-[:BROADER*0..8]-(c:Concept)
WITH DISTINCT stage, c
MATCH (c)<-[f:PRODUCES WHERE (f.audience IN $audiences OR f.owner IN $owners) AND f.confidence >= $min_confidence
        AND f.basis IN split($basis, ',')]-
      (a:Actor WHERE a.audience IN $audiences OR a.owner IN $owners)
WITH stage, c, f, a
WHERE size($territories) = 0 OR EXISTS {
  MATCH (a)-[l:LOCATED_IN WHERE l.audience IN $audiences OR l.owner IN $owners]->(:Territory)-[:WITHIN*0..4]->
        (t:Territory WHERE t.id IN $territories)
}
RETURN stage.id AS stage, a.id AS actor, a.label AS label, 'product' AS ground, c.id AS concept,
       coalesce(CASE $lang WHEN 'en' THEN c.label_en WHEN 'de' THEN c.label_de END,
         c.label_fr, c.label_en, c.id) AS concept_label, [f.id] AS facts, [f.basis] AS bases
ORDER BY stage, actor, ground, concept, facts
UNION ALL
MATCH (stage:Stage WHERE stage.id IN $stages)-[:NEEDS_SKILL]->(wanted:Concept)<-[:BROADER*0..8]-(c:Concept)
WITH DISTINCT stage, c
MATCH (c)<-[f:HAS_SKILL WHERE (f.audience IN $audiences OR f.owner IN $owners) AND f.confidence >= $min_confidence
        AND f.basis IN split($basis, ',')]-
      (a:Actor WHERE a.audience IN $audiences OR a.owner IN $owners)
WITH stage, c, f, a
WHERE size($territories) = 0 OR EXISTS {
  MATCH (a)-[l:LOCATED_IN WHERE l.audience IN $audiences OR l.owner IN $owners]->(:Territory)-[:WITHIN*0..4]->
        (t:Territory WHERE t.id IN $territories)
}
RETURN stage.id AS stage, a.id AS actor, a.label AS label, 'skill' AS ground, c.id AS concept,
       coalesce(CASE $lang WHEN 'en' THEN c.label_en WHEN 'de' THEN c.label_de END,
         c.label_fr, c.label_en, c.id) AS concept_label, [f.id] AS facts, [f.basis] AS bases
ORDER BY stage, actor, ground, concept, facts
UNION ALL
MATCH (stage:Stage WHERE stage.id IN $stages)-[:NEEDS_EQUIPMENT_TYPE]->(wanted:Concept)<-[:BROADER*0..8]-(c:Concept)
WITH DISTINCT stage, c
MATCH (c)<-[k:OF_TYPE WHERE (k.audience IN $audiences OR k.owner IN $owners) AND k.confidence >= $min_confidence
        AND k.basis IN split($basis, ',')]-
      (m:Equipment WHERE m.audience IN $audiences OR m.owner IN $owners)
      <-[f:OWNS WHERE (f.audience IN $audiences OR f.owner IN $owners) AND f.confidence >= $min_confidence
        AND f.basis IN split($basis, ',')]-
      (a:Actor WHERE a.audience IN $audiences OR a.owner IN $owners)
WITH stage, c, k, f, a
WHERE size($territories) = 0 OR EXISTS {
  MATCH (a)-[l:LOCATED_IN WHERE l.audience IN $audiences OR l.owner IN $owners]->(:Territory)-[:WITHIN*0..4]->
        (t:Territory WHERE t.id IN $territories)
}
RETURN stage.id AS stage, a.id AS actor, a.label AS label, 'equipment' AS ground, c.id AS concept,
       coalesce(CASE $lang WHEN 'en' THEN c.label_en WHEN 'de' THEN c.label_de END,
         c.label_fr, c.label_en, c.id) AS concept_label, [f.id, k.id] AS facts,
       [f.basis, k.basis] AS bases
ORDER BY stage, actor, ground, concept, facts
