// What an answer about some territories was sought in: the sources that describe actors there.
//
// param  territories   curies   where, at any level; none: everywhere
// return source        who describes them
// return actors        how many actors it describes there
// return observed_on   the newest date of these descriptions
// scope  level
// access read

MATCH (a:Actor WHERE a.audience IN $audiences OR a.owner IN $owners)
      -[d:DESCRIBED_BY WHERE d.audience IN $audiences OR d.owner IN $owners]->(:Record)
WITH a, d
WHERE size($territories) = 0 OR EXISTS {
  MATCH (a)-[l:LOCATED_IN WHERE l.audience IN $audiences OR l.owner IN $owners]->(:Territory)-[:WITHIN*0..4]->
        (t:Territory WHERE t.id IN $territories)
}
RETURN d.source AS source, count(DISTINCT a.id) AS actors, max(d.observed_on) AS observed_on
ORDER BY source
