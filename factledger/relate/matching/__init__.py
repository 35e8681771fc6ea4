"""Figures against facts: which facts a figure could state, with the evidence of its words for and against each."""
