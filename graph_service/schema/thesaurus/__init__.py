"""What is known of a SKOS thesaurus, and what is wrong with it.

A file's triples become a `Thesaurus` (model.py), the checks look at it (integrity, languages, labels, structure,
links), and check.py runs them all. Each check is one function whose name is the name in the report, and whose docstring
says what it finds, what it leaves out, and where the definition comes from:

* SKOS    SKOS Simple Knowledge Organization System Reference, W3C Recommendation of 18 August 2009, by the number of
          the statement (S9 …)
* qSKOS   C. Mader, B. Haslhofer, A. Isaac: Finding Quality Issues in SKOS Vocabularies, TPDL 2012; and the page
          “Quality Issues” of github.com/cmader/qSKOS
* SM14    O. Suominen, C. Mader: Assessing and Improving the Quality of SKOS Vocabularies, Journal on Data Semantics 3,
          2014

The definitions are theirs, the words and the decisions where they are silent are ours.
"""
