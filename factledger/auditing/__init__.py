"""`audit`: a built folder looked through, whichever program made it."""
