"""What the floor does: dispatch lists, events, progress and key figures."""
