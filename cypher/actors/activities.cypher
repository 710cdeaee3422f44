// Who is in which sector, by sector and by ground of the fact, as lists side by side.
//
// return sector      CURIE
// return basis       declared, observed or inferred
// return confidence  0 to 1
// return actors      CURIEs
// return facts       CURIEs of the facts that say so
// scope  level
// access read

MATCH (a:Actor WHERE a.audience IN $audiences OR a.owner IN $owners)
      -[f:IN_SECTOR WHERE f.audience IN $audiences OR f.owner IN $owners]->(c:Concept)
WITH c, f, a ORDER BY a.id, f.id
RETURN c.id AS sector,
       f.basis AS basis,
       f.confidence AS confidence,
       collect(a.id) AS actors,
       collect(f.id) AS facts
ORDER BY sector, basis, confidence
