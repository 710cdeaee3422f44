// In the first MATCH, reduce over a later variable beside OR: tested too early.
// Expected at line 9: beside OR or NOT
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)-[s:SUPPLIES WHERE s.audience IN $audiences OR s.owner IN $owners]->(b:Actor WHERE b.audience IN $audiences OR b.owner IN $owners)
WHERE a.sphere = 'research' OR reduce(n = 0, x IN b.aliases | n + 1) > 1
RETURN a.id AS id
ORDER BY id
