// An index that is asked whatever a caller writes.
// Expected at line 9: no full-text query
//
// param  text text the text
// return id the id
// scope  level
// access read

CALL db.index.fulltext.queryNodes('actor_search', $text) YIELD node
MATCH (a:Actor {id: node.id} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN a.id AS id
ORDER BY id
