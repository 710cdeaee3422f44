"""Who may come in, as whom: keys of the API, and what a key says of whoever shows it."""
