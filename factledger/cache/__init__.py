"""Not doing again what was done before; delete the folder `.factledger` and nothing else changes.

`build_state` knows what the last build was made from and what it wrote, so that one with nothing to do is known for it;
`blob_store` keeps what later builds would otherwise work out again. What is missing, damaged, of another make, or could
have been put there by another user of the machine is never used.
"""
