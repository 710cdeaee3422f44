// Who is where, by territory and by ground of the fact, as lists side by side.
//
// return territory   CURIE of the commune, or of the region abroad
// return label       its name
// return kind        commune, or what else it is
// return lat         degrees north
// return lon         degrees east
// return basis       declared, observed or inferred
// return confidence  0 to 1
// return actors      CURIEs
// return facts       CURIEs of the facts that say so
// scope  level
// access read

MATCH (a:Actor WHERE a.audience IN $audiences OR a.owner IN $owners)
      -[f:LOCATED_IN WHERE f.audience IN $audiences OR f.owner IN $owners]->(t:Territory)
WITH t, f, a ORDER BY a.id, f.id
RETURN t.id AS territory,
       t.label AS label,
       t.kind AS kind,
       t.lat AS lat,
       t.lon AS lon,
       f.basis AS basis,
       f.confidence AS confidence,
       collect(a.id) AS actors,
       collect(f.id) AS facts
ORDER BY territory, basis, confidence
