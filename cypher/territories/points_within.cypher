// Points of the communes inside a territory, as lists side by side, to find its middle.
//
// param  territory    curie   the territory
// return lats         degrees north
// return lons         degrees east
// return populations  inhabitants; 0 when unknown
// scope  level
// access read

MATCH (p:Territory {id: $territory})<-[:WITHIN*1..6]-(t:Territory)
WHERE t.lat IS NOT NULL AND t.lon IS NOT NULL
WITH DISTINCT t
ORDER BY t.id
WITH collect(t.lat) AS lats, collect(t.lon) AS lons, collect(coalesce(t.population, 0)) AS populations
RETURN lats AS lats,
       lons AS lons,
       populations AS populations
ORDER BY lats
