"""Text to nouns: YAML with positions, the schema, Markdown."""
