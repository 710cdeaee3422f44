// The sources that something in the graph comes from.
//
// return id         CURIE of the source
// return label      its title
// return publisher  who publishes it
// return licence    under which licence
// return homepage   where it is described
// scope  level
// access read

MATCH (s:Source)
RETURN s.id AS id,
       s.label AS label,
       s.publisher AS publisher,
       s.licence AS licence,
       s.homepage AS homepage
ORDER BY label, id
