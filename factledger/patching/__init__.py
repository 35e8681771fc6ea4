"""A text put right without making the rest of the site again.

When nothing changed but what stands below the front matter of a few articles, every other page stays as it is, and
so does all of an article's page but its text. `save_patch_data` notes after a whole build what is needed to know
that; `patch_changed_texts` makes the new text and puts it where the old one stood. Whatever could show elsewhere (a link that leads
somewhere new, a company named for the first time, another heading, an error) is left to a whole build.
"""
