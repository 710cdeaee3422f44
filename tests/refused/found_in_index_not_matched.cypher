// A node from an index, read past its gate.
// Expected at line 10: after YIELD
//
// param  text words the text
// return id the id
// scope  level
// access read

CALL db.index.fulltext.queryNodes('actor_search', $text) YIELD node
RETURN node.id AS id
ORDER BY id
