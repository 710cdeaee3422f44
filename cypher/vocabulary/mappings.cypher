// What a concept is matched with in other schemes, and what it is related to.
//
// param  concept    curie   the concept
// return relation   exactMatch, closeMatch, broadMatch, narrowMatch, relatedMatch, related
// return direction  out when this concept is the subject, in when it is the object
// return other      CURIE of the other concept
// scope  level
// access read

MATCH (c:Concept {id: $concept})-[m:MATCHES]->(o:Concept)
RETURN m.relation AS relation, 'out' AS direction, o.id AS other
ORDER BY relation, other
UNION
MATCH (c:Concept {id: $concept})<-[m:MATCHES]-(o:Concept)
RETURN m.relation AS relation, 'in' AS direction, o.id AS other
ORDER BY relation, other
UNION
MATCH (c:Concept {id: $concept})-[:RELATED]->(o:Concept)
RETURN 'related' AS relation, 'out' AS direction, o.id AS other
ORDER BY relation, other
UNION
MATCH (c:Concept {id: $concept})<-[:RELATED]-(o:Concept)
RETURN 'related' AS relation, 'in' AS direction, o.id AS other
ORDER BY relation, other
