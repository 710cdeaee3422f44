// Vocabularies, and how many concepts in use each has.
//
// return id        CURIE of the scheme
// return label_fr  its name in French
// return label_en  in English
// return label_de  in German
// return version   as published
// return concepts  how many concepts in use it has
// scope  level
// access read

MATCH (s:ConceptScheme)
OPTIONAL MATCH (c:Concept WHERE c.replaced_by IS NULL)-[:IN_SCHEME]->(s)
WITH s, count(DISTINCT c.id) AS concepts
RETURN s.id AS id,
       s.label_fr AS label_fr,
       s.label_en AS label_en,
       s.label_de AS label_de,
       s.version AS version,
       concepts AS concepts
ORDER BY id
