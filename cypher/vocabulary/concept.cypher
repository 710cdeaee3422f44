// A concept: its names, its meaning, its code.
//
// param  concept        curie   the concept
// return id             CURIE of the concept
// return label_fr       name in French
// return label_en       in English
// return label_de       in German
// return alt_fr         other names in French
// return alt_en         in English
// return alt_de         in German
// return definition_fr  meaning in French
// return definition_en  in English
// return definition_de  in German
// return notation       its code as published
// return level          depth in its scheme, 1 = top
// return replaced_by    CURIE of the concept that took its place
// scope  level
// access read

MATCH (c:Concept {id: $concept})
RETURN c.id AS id,
       c.label_fr AS label_fr,
       c.label_en AS label_en,
       c.label_de AS label_de,
       coalesce(c.alt_fr, []) AS alt_fr,
       coalesce(c.alt_en, []) AS alt_en,
       coalesce(c.alt_de, []) AS alt_de,
       c.definition_fr AS definition_fr,
       c.definition_en AS definition_en,
       c.definition_de AS definition_de,
       c.notation AS notation,
       c.level AS level,
       c.replaced_by AS replaced_by
ORDER BY id
