"""Evidence to verdicts: what is said of each figure, the links and the problems that come of it."""
