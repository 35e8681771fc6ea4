"""A static site generator whose facts are a ledger."""

__version__ = "0.1.0"
