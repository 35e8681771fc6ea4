"""What the words near a figure say for and against its stating a fact, one module for each dimension."""
