"""The merchandiser's side: drafts, verdicts, publishing."""
