"""The built site brought to where readers find it, and a deployment held against what was built.

`built_site` is the last built site, `store` and the modules beside it are where it goes, `publication_plan` decides what
has to be done, as a pure function, `publication` does it, and `verification` looks at what a deployment really holds.
"""
