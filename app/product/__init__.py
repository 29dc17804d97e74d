"""``lotone product make`` and ``check``: a product folder without web or database."""
