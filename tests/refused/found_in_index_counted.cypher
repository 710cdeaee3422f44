// Nodes from an index, counted.
// Expected at line 10: after YIELD
//
// param  text words the text
// return id the id
// scope  level
// access read

CALL db.index.fulltext.queryNodes('actor_search', $text) YIELD node
WITH count(*) AS id
RETURN id
ORDER BY id
