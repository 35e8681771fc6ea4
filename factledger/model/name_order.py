"""The order in which readers look for names in a list."""

from unicodedata import combining, normalize


def name_order(name: str) -> tuple[bytes, str]:
    """What to sort names by, whatever the language: `sorted(names, key=name_order)`; the same on every machine.

    Latin letters stand in their order without marks or case, as in German dictionaries (DIN 5007-1: ä with a, ß with ss),
    and before Chinese ones. These stand by pinyin, for their codes do: GB 18030 keeps those of GB 2312, whose 3,755
    commonest characters (level 1) are in order of pinyin. The limits: rarer ones (level 2 and beyond) stand behind all of
    these, by radical or code; a character with several sounds has one place (重庆 stands with zhong); Swedes, who look
    for å, ä and ö behind z, find them with a and o.
    """
    return without_marks(name.casefold()).encode("gb18030", errors="replace"), name


def without_marks(text: str) -> str:
    """A text whose letters have no accents, dots and the like, and are the usual ones where they had another form (NFKD)."""
    return "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
