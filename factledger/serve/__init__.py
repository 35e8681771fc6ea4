"""The editors' preview: watch, rebuild, reload, show problems in the page.

livereload is the server and puts its script into the pages; watchfiles says when to build again
(livereload's own watcher polls, and sleeps while no browser is connected).
"""

from factledger.serve.server import serve

__all__ = ["serve"]
