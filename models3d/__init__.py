"""What it looks like and how it is cut: a pure library."""
