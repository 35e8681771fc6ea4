"""Whether some words of an editor's name a value: as it stands, or as the same figure written otherwise."""

import re

from factledger.model.grammar.fact_value_grammar import read_value
from factledger.model.proofreading_language import Language
from factledger.model.quantity import Quantity
from factledger.model.quantity_parsing import QuantityError


def names_value(words: str, value: str, language: Language | None) -> bool:
    """Whether the words hold the value, or are a figure of the same worth and wording."""
    if not words or not value:
        return False
    if re.search(rf"(?<![\w.,-]){re.escape(value.casefold())}(?![\w-]|[.,]\d)", words.casefold()):
        return True
    one, other = figure_in(words, language), figure_in(value, language)
    if one is None or other is None:
        return False
    return (one.low, one.high, one.qualifier) == (other.low, other.high, other.qualifier)


def figure_in(words: str, language: Language | None) -> Quantity | None:
    """The figure that the words are and nothing else; None where they say more, or none."""
    try:
        return read_value(words, language)
    except QuantityError:
        return None
