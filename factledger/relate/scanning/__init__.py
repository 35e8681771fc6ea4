"""Text to figures: every figure and date of an article with its words, value, unit, place and the cues around it."""
