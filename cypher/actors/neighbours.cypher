// Actors one step away: linked by a fact between actors, or establishments of the same legal unit; at most 501 rows of
// each direction, of which 500 are shown.
//
// param  actor      curie   the actor
// return id         CURIE of the neighbour
// return label      its name
// return sphere     company, public, research …
// return relation   the edge type, or SAME_LEGAL_UNIT
// return direction  out when the fact starts from the actor, in when it leads to it, both for a legal unit
// return facts      CURIEs of the facts that say so
// scope  own
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
      -[f:SUPPLIES|KNOWS|COLLABORATES_WITH|PARTNER_OF|FINANCES|ADVISES
        WHERE f.audience IN $audiences OR f.owner IN $owners]->
      (o:Actor WHERE o.audience IN $audiences OR o.owner IN $owners)
WITH o, f ORDER BY f.id
RETURN o.id AS id, o.label AS label, o.sphere AS sphere, type(f) AS relation, 'out' AS direction,
       collect(f.id) AS facts
ORDER BY label, id, relation
LIMIT 501
UNION ALL
MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
      <-[f:SUPPLIES|KNOWS|COLLABORATES_WITH|PARTNER_OF|FINANCES|ADVISES
        WHERE f.audience IN $audiences OR f.owner IN $owners]-
      (o:Actor WHERE o.audience IN $audiences OR o.owner IN $owners)
WITH o, f ORDER BY f.id
RETURN o.id AS id, o.label AS label, o.sphere AS sphere, type(f) AS relation, 'in' AS direction,
       collect(f.id) AS facts
ORDER BY label, id, relation
LIMIT 501
UNION ALL
MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
      -[e:ESTABLISHMENT_OF WHERE e.audience IN $audiences OR e.owner IN $owners]->
      (u:LegalUnit WHERE u.audience IN $audiences OR u.owner IN $owners)
      <-[f:ESTABLISHMENT_OF WHERE f.audience IN $audiences OR f.owner IN $owners]-
      (o:Actor WHERE (o.audience IN $audiences OR o.owner IN $owners) AND o.id <> $actor)
WITH o, e, f ORDER BY e.id, f.id
RETURN o.id AS id, o.label AS label, o.sphere AS sphere, 'SAME_LEGAL_UNIT' AS relation, 'both' AS direction,
       collect(DISTINCT e.id) + collect(DISTINCT f.id) AS facts
ORDER BY label, id, relation
LIMIT 501
