// All shortest paths, found before the gate is applied.
// Expected at line 10: ALLSHORTESTPATHS
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners), (b:Actor WHERE b.audience IN $audiences OR b.owner IN $owners)
MATCH p = allShortestPaths((a)-[s:SUPPLIES*1..4]->(b))
RETURN b.id AS id
ORDER BY id
