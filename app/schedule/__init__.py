"""``lotone schedule``: factories generated, planned, judged, promised, disturbed."""
