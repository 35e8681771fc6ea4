"""Bytes to a published folder: staging, manifest, link audit."""
