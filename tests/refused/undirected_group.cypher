// An undirected quantified path, which counts self-loops twice.
// Expected at line 10: an undirected edge in a group
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
      ((u:Actor WHERE u.audience IN $audiences OR u.owner IN $owners)-[s:SUPPLIES WHERE s.audience IN $audiences OR s.owner IN $owners]-(v:Actor WHERE v.audience IN $audiences OR v.owner IN $owners)){1,3}
RETURN count(*) AS id
ORDER BY id
