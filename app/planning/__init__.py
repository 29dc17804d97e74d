"""Sites, reservations, promises and plans."""
