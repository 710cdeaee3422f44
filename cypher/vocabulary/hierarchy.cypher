// Which concepts lie directly below which.
//
// return broader   CURIE of the concept above
// return narrower  CURIEs of those directly below it
// scope  level
// access read

MATCH (n:Concept)-[:BROADER]->(b:Concept)
WITH b, n ORDER BY n.id
RETURN b.id AS broader,
       collect(n.id) AS narrower
ORDER BY broader
