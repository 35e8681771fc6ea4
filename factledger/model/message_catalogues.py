"""The words that the product prints itself, in the language of a site: gettext catalogues, one file for each language.

A message is written in English where it is used, `_("Corrections")` in a template and `messages.gettext("Corrections")`
in Python, so English needs no file and costs no look-up. `factledger/languages/<code>.po` has each message in another language, with
the plural forms that it needs; `messages/<code>.po` in a theme's folder adds to it, or says something else.

gettext, and not Fluent: Jinja has tags for it, Babel (which this project has for numbers and dates) reads and extracts
it, and translators have editors for its files. What Fluent does better, words that decline within a sentence, is met
by messages that are whole sentences.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cache
from gettext import GNUTranslations, NullTranslations
from hashlib import sha256
from io import BytesIO
from itertools import pairwise

from factledger.model.fast_dataclass import dataclass
from factledger.model.proofreading_language import data_file

PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%")


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a message for the catalogue where it is only stored; `gettext` translates it later."""
    return message


class CatalogueError(ValueError):
    """A file is no catalogue of messages; `line` says where."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True, eq=False)
class Messages:
    """A language's messages, by what they are in English; one that the catalogue lacks stays English.

    Values are put where the message names them, `%(day)s`; a percent sign of its own is doubled, as in Jinja's
    `_("…")`. Where one English word is two in another language, a context tells them apart (`pgettext`).
    """

    language: str
    translations: NullTranslations = field(default_factory=NullTranslations)
    digest: str = ""  # of what does not come with the product
    own_words: Mapping[tuple[str, str], str] = field(default_factory=dict)  # a site's, by what they are for and a code

    def gettext(self, message: str, **values: object) -> str:
        """A message with its values."""
        return self.translations.gettext(message) % values

    def ngettext(self, one: str, other: str, number: int, **values: object) -> str:
        """A message in the form that a number asks for; `%(num)s` is the number, unless it is given in another form."""
        return self.translations.ngettext(one, other, number) % {"num": number, **values}

    def pgettext(self, context: str, message: str, **values: object) -> str:
        """A message that means this in one context."""
        return self.translations.pgettext(context, message) % values

    def npgettext(self, context: str, one: str, other: str, number: int, **values: object) -> str:
        """Both."""
        return self.translations.npgettext(context, one, other, number) % {"num": number, **values}

    def speaks(self, language: str) -> bool:
        """Whether these are messages in a language (`de`), and not English ones in want of others."""
        tag = self.language.partition("-")[0].lower()
        return tag == language and (tag == "en" or type(self.translations) is not NullTranslations)


class _Catalogue(GNUTranslations):
    """A catalogue in which a message that has a plural is found as a message too, as Python does itself from 3.11.4 on."""

    def gettext(self, message: str) -> str:
        found = super().gettext(message)
        return found if found != message else super().ngettext(message, message, 1)

    def pgettext(self, context: str, message: str) -> str:
        found = super().pgettext(context, message)
        return found if found != message else super().npgettext(context, message, message, 1)


ENGLISH = Messages("en")


def messages_of(language: str, catalogues: Sequence[bytes] = ()) -> Messages:
    """The messages of a language; those of further catalogues (`.po`) come first, the first of them before the second.

    Raises:
        CatalogueError: a further catalogue cannot be read, or lacks a value that the message has.
    """
    product = _product(language)
    chain = [*map(_translations, catalogues), product.translations]
    for translations, fallback in pairwise(chain):
        translations.add_fallback(fallback)
    if not catalogues:
        return product
    return Messages(language, chain[0], sha256(b"\0".join(catalogues)).hexdigest())


@cache
def _product(language: str) -> Messages:
    path = data_file(language, ".po")
    return Messages(language, _translations(path.read_bytes())) if path is not None else Messages(language)


@cache
def _read(content: bytes) -> bytes:
    """A catalogue as the standard library reads it (`.mo`)."""
    # Not imported for English sites, which have no use for it.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    try:
        catalogue = read_po(BytesIO(content), abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise CatalogueError("the catalogue cannot be read", getattr(error, "lineno", 0) + 1) from error
    for message in catalogue:
        if not message.id:
            continue  # the header
        ids, texts = ((one,) if isinstance(one, str) else one for one in (message.id, message.string or ""))
        for text in texts:
            if text and (_values(text) - _values(ids[-1]) or "%" in PLACEHOLDER.sub("", text)):
                raise CatalogueError(f"'{text}' has not the values of '{ids[0]}'", message.lineno or 1)
    if catalogue.locale is None:
        catalogue.locale = "en"  # any: without one, Babel before 2.19 does not write down the catalogue's plural forms
    written = BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def _values(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text)) - {""}


def _translations(content: bytes) -> NullTranslations:
    return _Catalogue(BytesIO(_read(content)))
