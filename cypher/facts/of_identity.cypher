// Facts by their ids: who an actor is and where.
//
// One branch per type, found through the index of its ids: with a filter in the bracket, or with labelled ends, the
// embedded engine would read every edge of the type.
//
// param  ids           curies           the facts
// param  lang          enum fr|en|de    the language of names, where there are several
// return id            CURIE of the fact
// return type          its edge type
// return start         CURIE of the node it starts from
// return start_label   its name
// return end           CURIE of the node it leads to
// return end_label     its name
// return basis         declared, observed or inferred
// return confidence    0 to 1
// return source        who says so
// return observed_on   when it was seen, ISO 8601
// return valid_from    since when it holds
// return valid_to      until when
// scope  own
// access read

MATCH (a)-[f:DESCRIBED_BY]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
  AND (b.audience IN $audiences OR b.owner IN $owners)
RETURN f.id AS id, 'DESCRIBED_BY' AS type,
       a.id AS start, coalesce(a.label, a.id) AS start_label,
       b.id AS end, coalesce(b.name, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:ESTABLISHMENT_OF]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
  AND (b.audience IN $audiences OR b.owner IN $owners)
RETURN f.id AS id, 'ESTABLISHMENT_OF' AS type,
       a.id AS start, coalesce(a.label, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:LOCATED_IN]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
RETURN f.id AS id, 'LOCATED_IN' AS type,
       a.id AS start, coalesce(a.label, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:IN_SECTOR]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
RETURN f.id AS id, 'IN_SECTOR' AS type,
       a.id AS start, coalesce(a.label, a.id) AS start_label,
       b.id AS end, coalesce(CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
                          b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:REACHED_BY]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
  AND (b.audience IN $audiences OR b.owner IN $owners)
RETURN f.id AS id, 'REACHED_BY' AS type,
       a.id AS start, coalesce(a.label, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
