"""The floor: the planner's board, the terminals and their API."""
