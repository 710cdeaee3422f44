// A filter after a limit in the same WITH, applied before it.
// Expected at line 9: WITH … ORDER BY … LIMIT … WHERE
//
// return id the id
// scope  level
// access read

MATCH (a:Actor WHERE a.audience IN $audiences OR a.owner IN $owners)
WITH a ORDER BY a.id LIMIT 10 WHERE a.sphere = 'research'
RETURN a.id AS id
ORDER BY id
