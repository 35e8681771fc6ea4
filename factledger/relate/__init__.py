"""Nouns to a site: cross-links, the ledger, the timeline."""
