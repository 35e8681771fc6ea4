"""`factledger init DIR`: a site of one's own in a minute."""

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from shlex import quote

from factledger import __version__
from factledger.cli.command_options import nearest_starter
from factledger.starter import starter


def init(options: Namespace, refused: Callable[[Namespace, str], int]) -> int:
    """Write a new site and print what to do next; a file that is there already is left alone, and nothing is written."""
    folder: Path = options.folder
    language = nearest_starter(options.language) or options.language
    title = options.title or folder.resolve().name or "Site"
    files = starter(language, title, __version__, options.host, options.language)
    taken = next((path for path in files if (folder / path).exists()), None)
    if taken is not None:
        return refused(options, f"{folder / taken} is there already; nothing was written")
    for path, text in files.items():
        target = folder / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8", newline="\n")
        except OSError as error:
            return refused(options, f"{target} cannot be written: {error.strerror}")
    if folder.resolve() != Path.cwd():
        print(f"cd {quote(str(folder))}")
    print(f"{options.program} serve")
    return 0
