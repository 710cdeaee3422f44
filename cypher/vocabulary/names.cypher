// Names of all concepts, by scheme, as lists side by side: one place in each list is one concept.
//
// return scheme        CURIE of the scheme; empty for concepts of none
// return concepts      CURIEs
// return labels_fr     names in French; empty when there is none
// return labels_en     in English
// return labels_de     in German
// return notations     codes as published; empty when there is none
// return alternatives  other names in any language, one per line
// return replacements  CURIEs of the concepts that took their place; empty for those in use
// scope  level
// access read

MATCH (c:Concept)
OPTIONAL MATCH (c)-[:IN_SCHEME]->(s:ConceptScheme)
WITH s, c ORDER BY c.id
RETURN coalesce(s.id, '') AS scheme,
       collect(c.id) AS concepts,
       collect(coalesce(c.label_fr, '')) AS labels_fr,
       collect(coalesce(c.label_en, '')) AS labels_en,
       collect(coalesce(c.label_de, '')) AS labels_de,
       collect(coalesce(c.notation, '')) AS notations,
       collect(reduce(names = '', name IN coalesce(c.alt_fr, []) + coalesce(c.alt_en, []) + coalesce(c.alt_de, [])
                      | names + name + '\n')) AS alternatives,
       collect(coalesce(c.replaced_by, '')) AS replacements
ORDER BY scheme
