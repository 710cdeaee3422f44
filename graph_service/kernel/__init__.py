"""What every room may use: errors, identifiers, distances, canonical text. It sees no other room."""
