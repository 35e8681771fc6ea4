"""A page and the theme to bytes: templates, number and date formats, assets."""
