"""HTTP alone: who asks, in which language and form, which page; the envelope, the tags, the problems, the limits."""
