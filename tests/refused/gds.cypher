// Graph data science procedures.
// Expected at line 8: gds.pageRank.stream()
//
// return id the id
// scope  level
// access read

CALL gds.pageRank.stream('everything') YIELD score
RETURN score AS id
ORDER BY id
