// A CALL that opens its own transactions.
// Expected at line 10: this CALL { … }
//
// param  ids curies the ids
// return id the id
// scope  level
// access read

UNWIND $ids AS id
CALL (id) { MATCH (t:Territory {id: id}) RETURN t.label AS label } IN TRANSACTIONS OF 10 ROWS
RETURN id AS id
ORDER BY id
