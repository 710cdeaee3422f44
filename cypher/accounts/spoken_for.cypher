// Which of these actors and groups there are, for whoever is to speak for them or to belong to them.
//
// param  ids    curies  actors and groups
// return id     CURIE of one that exists
// return label  its name
// scope  own
// access read

UNWIND $ids AS wanted
MATCH (x:Actor|Group {id: wanted} WHERE x.audience IN $audiences OR x.owner IN $owners)
RETURN DISTINCT x.id AS id, x.label AS label
ORDER BY id
