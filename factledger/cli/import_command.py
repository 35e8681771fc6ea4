"""`factledger import SOURCE`: posts of other systems, with a line for whatever did not come over as it was."""

import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime

from factledger.importing.importer import import_posts as bring
from factledger.importing.wordpress_export import WordPressError
from factledger.model.problems import visible
from factledger.read.settings_file import read_settings


def import_posts(options: Namespace, now: datetime, refused: Callable[[Namespace, str], int]) -> int:
    """Import, then print what an editor may want to look at and how much was written."""
    settings, _ = read_settings(options.project)
    source, content = options.source.resolve(), (options.project / "content").resolve()
    if source.is_relative_to(content) or content.is_relative_to(source):
        return refused(options, f"{options.source} holds this site's own content; name the folder of the other site")
    try:
        imported = bring(options.source, options.project, settings, now)
    except WordPressError as error:
        return refused(options, f"{options.source} cannot be imported: {error}")
    except OSError as error:
        return refused(options, f"{error.filename} cannot be used: {error.strerror}")
    except ModuleNotFoundError as error:
        if error.name != "markdownify":
            raise
        return refused(options, 'WordPress needs one more package: pip install "factledger[wordpress]"')
    for note in imported.notes:
        print(visible(str(note)), file=sys.stderr)
    print(f"{imported.written} written, {imported.unchanged} unchanged, {len(imported.notes)} remarks")
    return 0
