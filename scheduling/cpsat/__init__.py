"""Exact windows and bounds by constraint programming; the one home of OR-Tools."""
