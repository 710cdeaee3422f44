// Concepts that are matched with one of another scheme, as a source says it.
//
// return concept   CURIE of the concept
// return relation  exactMatch, closeMatch, broadMatch, narrowMatch, relatedMatch
// return other     CURIE of the concept that it is matched with
// scope  level
// access read

MATCH (c:Concept)-[m:MATCHES]->(o:Concept)
RETURN DISTINCT c.id AS concept,
       m.relation AS relation,
       o.id AS other
ORDER BY concept, relation, other
