// What types of equipment require of whoever runs them: skills and certificates.
//
// param  types           curies          the types
// param  lang            enum fr|en|de   the language of names
// return type            CURIE of the type
// return required        CURIE of the skill or certificate
// return required_label  its name
// scope  level
// access read

UNWIND $types AS one
MATCH (type:Concept {id: one})-[:REQUIRES]->(required:Concept)
RETURN DISTINCT type.id AS type, required.id AS required,
       coalesce(CASE $lang WHEN 'en' THEN required.label_en WHEN 'de' THEN required.label_de END,
         required.label_fr, required.label_en, required.id) AS required_label
ORDER BY type, required
