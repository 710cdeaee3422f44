// What concepts are called besides their labels, what they mean and how people say it, by language, as lists side by
// side: one place in each list is one concept.
//
// return scheme           CURIE of the scheme; empty for concepts of none
// return concepts         CURIEs
// return alternatives_fr  other names in French, one per line
// return alternatives_en  in English
// return alternatives_de  in German
// return definitions_fr   meaning in French; empty when there is none
// return definitions_en   in English
// return definitions_de   in German
// return examples_fr      how people say it in French, one example per line
// return examples_en      in English
// return examples_de      in German
// scope  level
// access read

MATCH (c:Concept)
OPTIONAL MATCH (c)-[:IN_SCHEME]->(s:ConceptScheme)
WITH s, c ORDER BY c.id
RETURN coalesce(s.id, '') AS scheme,
       collect(c.id) AS concepts,
       collect(reduce(names = '', name IN coalesce(c.alt_fr, []) | names + name + '\n')) AS alternatives_fr,
       collect(reduce(names = '', name IN coalesce(c.alt_en, []) | names + name + '\n')) AS alternatives_en,
       collect(reduce(names = '', name IN coalesce(c.alt_de, []) | names + name + '\n')) AS alternatives_de,
       collect(coalesce(c.definition_fr, '')) AS definitions_fr,
       collect(coalesce(c.definition_en, '')) AS definitions_en,
       collect(coalesce(c.definition_de, '')) AS definitions_de,
       collect(reduce(told = '', one IN coalesce(c.example_fr, []) | told + one + '\n')) AS examples_fr,
       collect(reduce(told = '', one IN coalesce(c.example_en, []) | told + one + '\n')) AS examples_en,
       collect(reduce(told = '', one IN coalesce(c.example_de, []) | told + one + '\n')) AS examples_de
ORDER BY scheme
