"""The site's facts, events and entities as files to work with: CSV, JSON, SQLite and their description."""
