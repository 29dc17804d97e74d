"""When and where it is made, and when it can be promised: a pure library."""
