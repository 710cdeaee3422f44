"""How data comes in: a file to rows, rows to records, records to one load of the store."""
