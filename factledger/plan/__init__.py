"""A site to its pages: addresses, which pages exist, what each one shows."""
