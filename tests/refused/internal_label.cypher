// A book of the store.
// Expected at line 8: `:ChangeLog`
//
// return id the id
// scope  level
// access read

MATCH (n:ChangeLog)
RETURN n.id AS id
ORDER BY id
