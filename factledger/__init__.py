"""A static site generator whose facts are a ledger."""
