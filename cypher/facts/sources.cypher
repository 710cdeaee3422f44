// Where facts come from.
//
// return id         CURIE of the source
// return label      its title
// return licence    under which licence
// return publisher  who publishes it
// return homepage   where
// scope  level
// access read

MATCH (s:Source)
RETURN s.id AS id,
       coalesce(s.label, s.id) AS label,
       s.licence AS licence,
       s.publisher AS publisher,
       s.homepage AS homepage
ORDER BY id
