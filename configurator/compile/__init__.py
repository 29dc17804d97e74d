"""From a product model to clauses, once per published version."""
