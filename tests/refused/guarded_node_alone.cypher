// A guarded node without a name, only counted.
// Expected at line 8: `(:Actor)` here
//
// return id the id
// scope  level
// access read

MATCH (:Actor)
RETURN count(*) AS id
ORDER BY id
