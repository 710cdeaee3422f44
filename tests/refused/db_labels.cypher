// A procedure that lists what is there.
// Expected at line 8: db.labels()
//
// return id the id
// scope  level
// access read

CALL db.labels() YIELD label
RETURN label AS id
ORDER BY id
