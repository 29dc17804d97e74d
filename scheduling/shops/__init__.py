"""Plain flexible job shops, where only the last completion counts."""
