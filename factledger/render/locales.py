"""The locale data of a site's language."""

from babel import Locale, UnknownLocaleError


def locale_of(language: str) -> Locale:
    """The formats of a BCP 47 language; plain "en" is World English, which writes 18 March 2025."""
    tag = "en-001" if language.lower() == "en" else language
    for candidate in (tag, tag.split("-")[0]):
        try:
            return Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en_001")


def language_name(tag: str) -> str:
    """What a language calls itself, with its script or country where the tag names one: "Deutsch", "中文"."""
    locale = locale_of(tag)
    name = locale.get_language_name(locale) or tag
    return name[:1].upper() + name[1:]
