"""The vocabulary as a static site: pages, Turtle and JSON-LD of each word, each scheme and the ontology itself.

`words` gathers what is said, from both ends of each relation; `views` is what a page shows; `site` makes the files;
`folder` puts them in place, all or none.
"""
