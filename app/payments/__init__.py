"""Money: how a bank is asked, what it said, and what follows from it."""
