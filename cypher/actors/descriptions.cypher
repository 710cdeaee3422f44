// How each source names whom, by source and by ground of the fact, as lists side by side.
//
// return source       who says so
// return basis        declared, observed or inferred
// return confidence   0 to 1
// return actors       CURIEs
// return names        their names in this source; empty when it gives none
// return trade_names  the names over their doors; empty when it gives none
// return unit_names   the names of their legal units; empty when it gives none
// return observed_on  when each was seen, ISO 8601; empty when nobody says
// return facts        CURIEs of the facts that say so
// scope  level
// access read

MATCH (a:Actor WHERE a.audience IN $audiences OR a.owner IN $owners)
      -[f:DESCRIBED_BY WHERE f.audience IN $audiences OR f.owner IN $owners]->
      (r:Record WHERE r.audience IN $audiences OR r.owner IN $owners)
WITH f, a, r ORDER BY a.id, f.id
RETURN f.source AS source,
       f.basis AS basis,
       f.confidence AS confidence,
       collect(a.id) AS actors,
       collect(coalesce(r.name, '')) AS names,
       collect(coalesce(r.trade_name, '')) AS trade_names,
       collect(coalesce(r.unit_name, '')) AS unit_names,
       collect(coalesce(f.observed_on, '')) AS observed_on,
       collect(f.id) AS facts
ORDER BY source, basis, confidence
