// The stages of a value chain, in their order, and what each is made of.
//
// param  chain       curie           the value chain
// param  lang        enum fr|en|de   the language of names
// return id          CURIE of the stage
// return label       its name
// return definition  what is done there
// return rank        its place in the chain
// return feeds       CURIEs of the stages it feeds
// return yields      CURIEs of the products that leave it
// return inputs      CURIEs of what it takes in
// return sectors     CURIEs of the sectors typical of it
// return skills      CURIEs of the skills it needs
// return equipment   CURIEs of the types of equipment it needs
// scope  level
// access read

MATCH (:ValueChain {id: $chain})<-[:STAGE_OF]-(stage:Stage)
RETURN stage.id AS id,
       coalesce(CASE $lang WHEN 'en' THEN stage.label_en WHEN 'de' THEN stage.label_de END,
         stage.label_fr, stage.label_en, stage.id) AS label,
       coalesce(CASE $lang WHEN 'en' THEN stage.definition_en WHEN 'de' THEN stage.definition_de END,
                stage.definition_fr, stage.definition_en) AS definition,
       stage.rank AS rank,
       COLLECT { MATCH (stage)-[:FEEDS]->(fed:Stage) RETURN fed.id AS id ORDER BY id } AS feeds,
       COLLECT { MATCH (stage)-[:YIELDS]->(c:Concept) RETURN c.id AS id ORDER BY id } AS yields,
       COLLECT { MATCH (stage)-[:NEEDS_INPUT]->(c:Concept) RETURN c.id AS id ORDER BY id } AS inputs,
       COLLECT { MATCH (stage)-[:TYPICAL_SECTOR]->(c:Concept) RETURN c.id AS id ORDER BY id } AS sectors,
       COLLECT { MATCH (stage)-[:NEEDS_SKILL]->(c:Concept) RETURN c.id AS id ORDER BY id } AS skills,
       COLLECT { MATCH (stage)-[:NEEDS_EQUIPMENT_TYPE]->(c:Concept) RETURN c.id AS id ORDER BY id } AS equipment
ORDER BY rank, id
