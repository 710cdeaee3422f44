"""What the ontology says, and how it is stored: read once, checked, then frozen."""
