"""Who acts in a place: lists, counts, files."""
