"""The nouns that every stage shares; nothing here imports another room of the house."""
