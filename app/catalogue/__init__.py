"""Products: drafts, published versions, and what follows from a choice."""
