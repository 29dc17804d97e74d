"""``lotone model``: any product model in any format, judged from the command line."""
