"""A text that is one figure, as facts have it, in the language of the site."""

import re
from decimal import Decimal, InvalidOperation

from factledger.model.fast_dataclass import replace
from factledger.model.grammar.figure_grammar import PLAIN_DIGITS, FoundFigure, amounts
from factledger.model.grammar.language_tables import Grammar, grammar
from factledger.model.grammar.proportion_grammar import rank_in
from factledger.model.proofreading_language import Language
from factledger.model.quantity import Qualifier, Quantity
from factledger.model.quantity_parsing import QuantityError, quantity_in

_BRACKETS = {"(": ")", "（": "）"}
# What converters make of numbers and programmers write: 1e+07, 350_000. Read as people write them, they would be 1 and 350.
# Looked for once in a row of digits and signs, from its begin: from each digit of it takes the square of its length.
_PROGRAMMED = re.compile(
    r"(?<![\d.,])[.,]*+(\d[\d.,]*+(?:_\d[\d_.]*(?:[eE][+-]?\d+)?|[eE][+-]?\d+)(?![^\W_]))", re.ASCII
)
_BARE = re.compile(r"(?<![\w.,])\d{4,15}(?![\w.,])", re.ASCII)
_UNIT = re.compile(r"[^\W\d_]+(?:[-/][^\W\d_]+)*(?: [^\W\d_]+(?:[-/][^\W\d_]+)*)?")  # E-Busse, Ah/kg, one word more
_NO_CENTS = re.compile(r"(?<=\d)[.,](?:[–—]|--?)(?=\s*(?:[^\W\d]|[€$£]|\Z))")  # 4.299,– Euro, as prices are written
_EXCHANGED = str.maketrans(".,", ",.")
_LARGEST_EXPONENT = 15  # that is written out


def read_value(text: str, language: Language | None) -> Quantity:
    """Read a text that is one figure or range, by the rules of the site's language.

    Raises:
        QuantityError: it is none; what to write is said in the signs of the language.
    """
    if (programmed := _PROGRAMMED.search(text)) is not None:
        raise _as_people_write(programmed.group(1), language)
    known = grammar(language) if language is not None else None
    if known is None:
        return quantity_in(text, language)
    typed = _NO_CENTS.sub("", text) if known.language.decimal == "," else text
    plain = _with_thousands(" ".join(typed.translate(PLAIN_DIGITS).split()), known)
    if (
        plain[:1] in _BRACKETS and plain.endswith(_BRACKETS[plain[0]]) and plain[1:2] not in _BRACKETS
    ):  # as accountants write a loss
        bare = read_value(plain[1:-1], language)
        if bare.qualifier is Qualifier.EXACT and not bare.is_range and not bare.is_rank and bare.low > 0:
            return replace(bare, low=-bare.high, high=-bare.low, text=text)
    minus = known.minus.match(plain)
    rank = rank_in(plain, known)
    if rank is not None:
        return Quantity(
            low=rank, high=rank, step=Decimal(1), qualifier=Qualifier.EXACT, unit=None, is_rank=True, text=text
        )
    found = list(amounts(plain[minus.end() :] if minus else plain, known))
    if len(found) != 1 or found[0].is_malformed:
        return quantity_in(text, language)
    return _whole_value(text, plain[minus.end() :] if minus else plain, found[0], known, is_negative=minus is not None)


def _with_thousands(plain: str, known: Grammar) -> str:
    """A range with the thousands of its lower end parted: a bare 7000 is the name of a thing in running text, in a value never.

    Where that does not make one figure of the whole text, it is left as it is.
    """
    low = _BARE.search(plain)
    if low is None or known.ranges.match(plain, low.end()) is None:
        return plain
    thousands = f"{int(low[0]):,}".replace(",", known.language.group[:1])
    parted = f"{plain[: low.start()]}{thousands}{plain[low.end() :]}"
    return parted if [(one.start, one.end) for one in amounts(parted, known)] == [(0, len(parted))] else plain


def _as_people_write(number: str, language: Language | None) -> QuantityError:
    """What is to be written for a number that a program wrote."""
    reason = f"'{number}' is a number as programs write it"
    try:
        value = Decimal(number.replace("_", ""))
    except InvalidOperation:
        return QuantityError(reason, "write all its digits")
    if abs(value.adjusted()) > _LARGEST_EXPONENT:
        return QuantityError(reason, "write all its digits, or its scale, as in 10 billion")
    written = f"{value:,f}"
    if language is not None and language.decimal == ",":
        written = written.translate(_EXCHANGED)
    return QuantityError(reason, f"write {written}")


def _whole_value(text: str, plain: str, one: FoundFigure, known: Grammar, *, is_negative: bool) -> Quantity:
    lead, rest = plain[: one.start].strip(), plain[one.end :].strip(" .")
    value = one.value
    if lead and not any(expression.fullmatch(lead) for expression, _ in known.rates_before):
        return quantity_in(text, known.language)
    if value.unit is not None and not known.language.has_spaces and rest in known.language.function:
        rest = ""  # 20万辆汽车, whose last word adds nothing
    if rest and (value.unit is not None or _UNIT.fullmatch(rest) is None):
        raise QuantityError(f"'{rest}' after '{plain[: one.end].strip()}' is not part of the figure", "leave it out")
    low, high = (-value.high, -value.low) if is_negative else (value.low, value.high)
    return replace(value, low=low, high=high, unit=rest or value.unit, text=text)
