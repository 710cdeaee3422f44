// What names which concept, but actors: machines, offers, needs, problems, projects, groups, aids, trainings, stages.
//
// return kind     label of what names it
// return link     type of the edge
// return concept  CURIE
// return users    CURIEs of what names it, each once
// scope  level
// access read

MATCH (x:Equipment WHERE x.audience IN $audiences OR x.owner IN $owners)
      -[f:OF_TYPE WHERE f.audience IN $audiences OR f.owner IN $owners]->(c:Concept)
WITH DISTINCT c, x ORDER BY x.id
RETURN 'Equipment' AS kind, 'OF_TYPE' AS link, c.id AS concept, collect(x.id) AS users
ORDER BY concept
UNION ALL
MATCH (x:Offer WHERE x.audience IN $audiences OR x.owner IN $owners)
      -[f:ABOUT WHERE f.audience IN $audiences OR f.owner IN $owners]->(c:Concept)
WITH DISTINCT c, x ORDER BY x.id
RETURN 'Offer' AS kind, 'ABOUT' AS link, c.id AS concept, collect(x.id) AS users
ORDER BY concept
UNION ALL
MATCH (x:Need WHERE x.audience IN $audiences OR x.owner IN $owners)
      -[f:ABOUT WHERE f.audience IN $audiences OR f.owner IN $owners]->(c:Concept)
WITH DISTINCT c, x ORDER BY x.id
RETURN 'Need' AS kind, 'ABOUT' AS link, c.id AS concept, collect(x.id) AS users
ORDER BY concept
UNION ALL
MATCH (x:Problem WHERE x.audience IN $audiences OR x.owner IN $owners)
      -[f:ABOUT WHERE f.audience IN $audiences OR f.owner IN $owners]->(c:Concept)
WITH DISTINCT c, x ORDER BY x.id
RETURN 'Problem' AS kind, 'ABOUT' AS link, c.id AS concept, collect(x.id) AS users
ORDER BY concept
UNION ALL
MATCH (x:Project WHERE x.audience IN $audiences OR x.owner IN $owners)
      -[f:ABOUT|OPEN_ROLE|SOLVED WHERE f.audience IN $audiences OR f.owner IN $owners]->(c:Concept)
WITH DISTINCT c, type(f) AS link, x ORDER BY x.id
RETURN 'Project' AS kind, link AS link, c.id AS concept, collect(x.id) AS users
ORDER BY link, concept
UNION ALL
MATCH (x:Group WHERE x.audience IN $audiences OR x.owner IN $owners)
      -[f:OPEN_ROLE WHERE f.audience IN $audiences OR f.owner IN $owners]->(c:Concept)
WITH DISTINCT c, x ORDER BY x.id
RETURN 'Group' AS kind, 'OPEN_ROLE' AS link, c.id AS concept, collect(x.id) AS users
ORDER BY concept
UNION ALL
MATCH (x:Training WHERE x.audience IN $audiences OR x.owner IN $owners)
      -[f:TEACHES WHERE f.audience IN $audiences OR f.owner IN $owners]->(c:Concept)
WITH DISTINCT c, x ORDER BY x.id
RETURN 'Training' AS kind, 'TEACHES' AS link, c.id AS concept, collect(x.id) AS users
ORDER BY concept
UNION ALL
MATCH (x:Aid)-[f:ABOUT WHERE f.audience IN $audiences OR f.owner IN $owners]->(c:Concept)
WITH DISTINCT c, x ORDER BY x.id
RETURN 'Aid' AS kind, 'ABOUT' AS link, c.id AS concept, collect(x.id) AS users
ORDER BY concept
UNION ALL
MATCH (x:Stage)-[f:TYPICAL_SECTOR|YIELDS|NEEDS_INPUT|NEEDS_SKILL|NEEDS_EQUIPMENT_TYPE]->(c:Concept)
WITH DISTINCT c, type(f) AS link, x ORDER BY x.id
RETURN 'Stage' AS kind, link AS link, c.id AS concept, collect(x.id) AS users
ORDER BY link, concept
