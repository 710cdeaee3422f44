// A property whose name is computed.
// Expected at line 11: `a[…]`
//
// param  actor curie the actor
// param  text text the text
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN a[$text] AS id
ORDER BY id
