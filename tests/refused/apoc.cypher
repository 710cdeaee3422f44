// A procedure that is not on both engines.
// Expected at line 8: apoc.meta.stats()
//
// return id the id
// scope  level
// access read

CALL apoc.meta.stats() YIELD labelCount
RETURN labelCount AS id
ORDER BY id
