"""A site made in shards, by processes that share nothing but a store of files: each makes some of the pages, and one joins them.

Each reads all of the content. What an article parses to and what proofreading finds in it is made by one of them, and
taken from the store by the others.
"""
