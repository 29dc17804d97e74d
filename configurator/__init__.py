"""What may be built, what it costs and what it needs: a pure library."""
