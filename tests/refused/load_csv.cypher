// LOAD CSV.
// Expected at line 8: LOAD
//
// return id the id
// scope  level
// access read

LOAD CSV FROM 'file:///etc/passwd' AS line
RETURN line[0] AS id
ORDER BY id
