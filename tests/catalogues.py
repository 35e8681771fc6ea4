"""The messages of the product and the catalogues that have them: `python tests/catalogues.py` brings those up to date.

New messages get an empty text to be filled in, those that nothing says any more are taken out.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

ROOT = Path(__file__).parents[1]
LANGUAGES = ROOT / "factledger" / "languages"
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}  # fmt: skip
_PYTHON = [folder for folder in sorted((ROOT / "factledger").iterdir()) if folder.is_dir()]

Key = tuple[str | None, str | tuple[str, str]]  # a message's context, and its English, with the plural if it has one


def said() -> set[Key]:
    """Every message of the default theme and of the code; what has a plural somewhere is one message (as in gettext)."""
    found = set(_said())
    with_plural = {(context, id[0]) for context, id in found if not isinstance(id, str)}
    return found - with_plural


def _said() -> Iterator[Key]:
    files = [*(ROOT / "theme").rglob("*.html"), *(ROOT / "theme").rglob("*.xml")]
    files += [file for folder in _PYTHON for file in folder.rglob("*.py")]
    for path in sorted(files):
        method = "python" if path.suffix == ".py" else babel_extract
        with path.open("rb") as file:
            found = extract(method, file, keywords=KEYWORDS, options={"silent": "false"})
            for _line, message, _comments, context in found:
                if message:
                    yield context, message


def keys(catalogue: Catalog) -> Iterator[Key]:
    """The messages that a catalogue has."""
    return ((one.context, one.id if isinstance(one.id, str) else tuple(one.id)) for one in catalogue if one.id)


def catalogue_of(path: Path) -> Catalog:
    """A catalogue as it stands in its file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.stem.replace("-", "_"), abort_invalid=True)


def renew(path: Path) -> None:
    """Bring one catalogue up to date."""
    before = catalogue_of(path)
    after = Catalog(locale=path.stem.replace("-", "_"))
    for context, id in sorted(said(), key=str):
        known = before.get(id if isinstance(id, str) else id[0], context)
        is_known = known is not None and isinstance(known.id, str) == isinstance(id, str)  # not, once it got a plural
        after.add(id, known.string if is_known else "", context=context)
    header = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {after.plural_forms}\\n"\n\n'
    with path.open("wb") as file:
        file.write(header.encode())  # Babel's own tells the time
        write_po(file, after, width=0, omit_header=True, sort_output=True)


def is_translated(catalogue: Catalog, key: Key) -> bool:
    """Whether a message has a text, in each form that its number may ask for."""
    context, id = key
    message = catalogue.get(id if isinstance(id, str) else id[0], context)
    if message is None or message.fuzzy or not message.string:
        return False
    return isinstance(message.string, str) or (all(message.string) and len(message.string) == catalogue.num_plurals)


if __name__ == "__main__":
    for path in sorted(LANGUAGES.glob("*.po")):
        renew(path)
        catalogue = catalogue_of(path)
        empty = [key for key in keys(catalogue) if not is_translated(catalogue, key)]
        sys.stdout.write(f"{path.name}: {len(empty)} messages to be translated\n")
