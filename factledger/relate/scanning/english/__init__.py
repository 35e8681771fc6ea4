"""The rules for English, which are code: other languages have a data file each, read by `model.grammar`."""
