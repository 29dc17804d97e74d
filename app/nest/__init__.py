"""``lotone nest``: sheets nested and plans judged, from the command line."""
