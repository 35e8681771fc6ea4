"""A site made in shards, by processes that share nothing but a store of files: each makes some of the pages, and one joins them.

One of them reads and relates the content for all. Its result is taken from the store by the others, which load nothing that reads.
"""
