"""Parts of the judge: one file for each family of rules, none of them made a plan."""
