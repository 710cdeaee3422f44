// Facts by their ids: what is linked to what, on which ground, how surely, who says so.
//
// One branch per type of fact, found through the index of its ids: this is the form both engines look up
// (with a filter in the bracket, or with labelled ends, the embedded engine reads every edge of the type).
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
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
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
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:LOCATED_IN]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
RETURN f.id AS id, 'LOCATED_IN' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
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
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:IN_SECTOR]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
RETURN f.id AS id, 'IN_SECTOR' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:HOLDS]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
RETURN f.id AS id, 'HOLDS' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:PRODUCES]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
RETURN f.id AS id, 'PRODUCES' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:CONSUMES]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
RETURN f.id AS id, 'CONSUMES' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:SUPPLIES]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
  AND (b.audience IN $audiences OR b.owner IN $owners)
RETURN f.id AS id, 'SUPPLIES' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:HAS_SKILL]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
RETURN f.id AS id, 'HAS_SKILL' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:LACKS_SKILL]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
RETURN f.id AS id, 'LACKS_SKILL' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:GIVES]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
  AND (b.audience IN $audiences OR b.owner IN $owners)
RETURN f.id AS id, 'GIVES' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:TEACHES]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
RETURN f.id AS id, 'TEACHES' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:OWNS]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
  AND (b.audience IN $audiences OR b.owner IN $owners)
RETURN f.id AS id, 'OWNS' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:PLACED_IN]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
RETURN f.id AS id, 'PLACED_IN' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:OF_TYPE]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
RETURN f.id AS id, 'OF_TYPE' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:USES]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
  AND (b.audience IN $audiences OR b.owner IN $owners)
RETURN f.id AS id, 'USES' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:NEEDS_EQUIPMENT]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
RETURN f.id AS id, 'NEEDS_EQUIPMENT' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:HOLDS_CERTIFICATE]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
RETURN f.id AS id, 'HOLDS_CERTIFICATE' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:OFFERS]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
  AND (b.audience IN $audiences OR b.owner IN $owners)
RETURN f.id AS id, 'OFFERS' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:SEEKS]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
  AND (b.audience IN $audiences OR b.owner IN $owners)
RETURN f.id AS id, 'SEEKS' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:FACES]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
  AND (b.audience IN $audiences OR b.owner IN $owners)
RETURN f.id AS id, 'FACES' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:ABOUT]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
RETURN f.id AS id, 'ABOUT' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:WILLING_TO_WORK_ON]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
RETURN f.id AS id, 'WILLING_TO_WORK_ON' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:KNOWS]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
  AND (b.audience IN $audiences OR b.owner IN $owners)
RETURN f.id AS id, 'KNOWS' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:COLLABORATES_WITH]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
  AND (b.audience IN $audiences OR b.owner IN $owners)
RETURN f.id AS id, 'COLLABORATES_WITH' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:PARTNER_OF]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
  AND (b.audience IN $audiences OR b.owner IN $owners)
RETURN f.id AS id, 'PARTNER_OF' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:FINANCES]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
  AND (b.audience IN $audiences OR b.owner IN $owners)
RETURN f.id AS id, 'FINANCES' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:ADVISES]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
  AND (b.audience IN $audiences OR b.owner IN $owners)
RETURN f.id AS id, 'ADVISES' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:PARTICIPATES_IN]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
  AND (b.audience IN $audiences OR b.owner IN $owners)
RETURN f.id AS id, 'PARTICIPATES_IN' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:OPEN_ROLE]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
RETURN f.id AS id, 'OPEN_ROLE' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:MILESTONE_OF]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
  AND (b.audience IN $audiences OR b.owner IN $owners)
RETURN f.id AS id, 'MILESTONE_OF' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:OPEN_IN]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
RETURN f.id AS id, 'OPEN_IN' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:SOLVED]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
RETURN f.id AS id, 'SOLVED' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:COMPETENT_FOR]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
RETURN f.id AS id, 'COMPETENT_FOR' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:SERVES]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
RETURN f.id AS id, 'SERVES' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:BETWEEN]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
  AND (b.audience IN $audiences OR b.owner IN $owners)
RETURN f.id AS id, 'BETWEEN' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
UNION ALL
MATCH (a)-[f:NOTES]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
  AND (b.audience IN $audiences OR b.owner IN $owners)
RETURN f.id AS id, 'NOTES' AS type,
       a.id AS start, coalesce(a.label, a.name,
         CASE $lang WHEN 'en' THEN a.label_en WHEN 'de' THEN a.label_de END,
         a.label_fr, a.label_en, a.id) AS start_label,
       b.id AS end, coalesce(b.label, b.name,
         CASE $lang WHEN 'en' THEN b.label_en WHEN 'de' THEN b.label_de END,
         b.label_fr, b.label_en, b.id) AS end_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY id
