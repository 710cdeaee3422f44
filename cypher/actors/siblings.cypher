// Legal units of an actor, and their other establishments; at most 501, of which 500 are shown.
//
// param  actor        curie   the actor
// return unit         CURIE of the legal unit
// return legal_form   its form, INSEE code
// return other        CURIE of another establishment; absent when there is none
// return label        its name
// return sphere       company, public, research …
// return commune      name of its commune
// return facts        CURIEs of the facts that bind both to the legal unit
// scope  own
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
      -[e:ESTABLISHMENT_OF WHERE e.audience IN $audiences OR e.owner IN $owners]->
      (u:LegalUnit WHERE u.audience IN $audiences OR u.owner IN $owners)
OPTIONAL MATCH (u)<-[f:ESTABLISHMENT_OF WHERE f.audience IN $audiences OR f.owner IN $owners]-
      (o:Actor WHERE (o.audience IN $audiences OR o.owner IN $owners) AND o.id <> $actor)
OPTIONAL MATCH (o)-[l:LOCATED_IN WHERE l.audience IN $audiences OR l.owner IN $owners]->(t:Territory)
WITH u, e, o, f, t ORDER BY t.label, t.id, e.id, f.id
WITH u, o, head(collect(t.label)) AS commune, collect(DISTINCT e.id) + collect(DISTINCT f.id) AS facts
RETURN u.id AS unit,
       u.legal_form AS legal_form,
       o.id AS other,
       o.label AS label,
       o.sphere AS sphere,
       commune AS commune,
       facts AS facts
ORDER BY unit, label, other
LIMIT 501
