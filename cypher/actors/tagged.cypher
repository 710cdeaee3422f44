// Who is said to be, have, want or do what: facts from actors to concepts but their sectors, as lists side by side.
//
// return link        type of the fact
// return concept     CURIE
// return basis       declared, observed or inferred
// return confidence  0 to 1
// return actors      CURIEs
// return facts       CURIEs of the facts that say so
// scope  level
// access read

MATCH (a:Actor WHERE a.audience IN $audiences OR a.owner IN $owners)
      -[f:PRODUCES|CONSUMES|HAS_SKILL|LACKS_SKILL|NEEDS_EQUIPMENT|
         HOLDS_CERTIFICATE|WILLING_TO_WORK_ON|SOLVED|COMPETENT_FOR|SERVES
        WHERE f.audience IN $audiences OR f.owner IN $owners]->(c:Concept)
WITH c, f, a ORDER BY a.id, f.id
RETURN type(f) AS link,
       c.id AS concept,
       f.basis AS basis,
       f.confidence AS confidence,
       collect(a.id) AS actors,
       collect(f.id) AS facts
ORDER BY link, concept, basis, confidence
