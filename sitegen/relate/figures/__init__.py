"""Figures in prose: found, compared with the facts, linked, or reported."""
