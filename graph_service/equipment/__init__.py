"""Equipment: what there is, whose it is, where, and on which conditions."""
