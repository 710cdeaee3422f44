// All actors, by sphere and class of workforce, as lists side by side: one place in each list is one actor.
//
// return sphere      company, public, research …; empty when unknown
// return workforce   INSEE class of workforce; empty when unknown
// return actors      CURIEs
// return labels      their names
// return lats        degrees north; 999 when unknown
// return lons        degrees east; 999 when unknown
// return precisions  of the point; empty when unknown
// scope  level
// access read

MATCH (a:Actor WHERE a.audience IN $audiences OR a.owner IN $owners)
WITH a ORDER BY a.id
RETURN coalesce(a.sphere, '') AS sphere,
       coalesce(a.workforce, '') AS workforce,
       collect(a.id) AS actors,
       collect(coalesce(a.label, a.id)) AS labels,
       collect(coalesce(a.lat, 999.0)) AS lats,
       collect(coalesce(a.lon, 999.0)) AS lons,
       collect(coalesce(a.precision, '')) AS precisions
ORDER BY sphere, workforce
