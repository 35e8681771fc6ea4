"""The editors' preview: watch, rebuild, reload, show problems in the page.

livereload is the server and puts its script into the pages; watchfiles says when to build again
(livereload's own watcher polls, and sleeps while no browser is connected).

Nothing is imported here: the process that builds needs no server, and the one that serves no builder.
"""
