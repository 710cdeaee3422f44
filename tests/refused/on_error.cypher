// ON ERROR, which one engine knows.
// Expected at line 11: ON
//
// param  ids curies the ids
// return id the id
// scope  level
// access read

UNWIND $ids AS id
CALL (id) { MATCH (t:Territory {id: id}) RETURN t.label AS label } IN TRANSACTIONS OF 10 ROWS
ON ERROR CONTINUE
RETURN id AS id
ORDER BY id
