"""What a joinery needs of an assembly."""
