// The score of an index, which counts what is hidden.
// Expected at line 9: YIELD node , score
//
// param  text words the text
// return id the id
// scope  level
// access read

CALL db.index.fulltext.queryNodes('actor_search', $text) YIELD node, score
MATCH (a:Actor {id: node.id} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN a.id AS id
ORDER BY id
