"""Goals in text: cues and verbs, the clauses they make, what a clause says about a quantity."""
