// Loads, whose counts betray hidden rows.
// Expected at line 8: `:Load`
//
// return id the id
// scope  level
// access read

MATCH (n:Load)
RETURN n.id AS id
ORDER BY id
