"""The reading of one figure as people write it.

Inside sentences figures are found elsewhere; here the whole text is the figure, or it is refused.
"""

import re
from decimal import Decimal

from factledger.model.fast_dataclass import dataclass, replace
from factledger.model.proofreading_language import Language
from factledger.model.quantity import Qualifier, Quantity
from factledger.model.unit_and_number_words import (
    CURRENCIES,
    FRACTIONS,
    GROUP_SPACES,
    NUMBER_WORD,
    NUMBER_WORDS,
    ORDINALS,
    QUALIFIERS,
    QUALIFIERS_AFTER,
    SCALES,
    UNITLESS,
    UNITS,
    WORDS,
    StatedNumber,
    alternatives,
    canonical_unit,
    rate_of,
    read_words,
)


class QuantityError(ValueError):
    """A text is no figure; `advice` says what to write instead, `rule` which rule it breaks."""

    def __init__(self, reason: str, advice: str, rule: str = "bad-quantity") -> None:
        super().__init__(reason)
        self.reason = reason
        self.advice = advice
        self.rule = rule


_PLAIN = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([, '’])\d{3})(?:\1\d{3})*(?:\.\d+)?", re.ASCII)
_GROUPED_IN_TWOS = re.compile(r"[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d+)?", re.ASCII)  # 12,34,567, as in India
_MOST_DIGITS = 15  # so that every product with a scale stays exact within Decimal's 28 digits
_NOT_DIGITS = re.compile(r"\D+", re.ASCII)
_FORMS = "write a figure such as 350,000, over 10%, $10 billion, 150,000–200,000 or top five"
_FORMS_WITH_COMMA = "write a figure such as 350.000, 12,5 %, 10.000 € or 150.000–200.000"


def read_digits(text: str) -> StatedNumber:
    """Read a number in digits, without sign or scale: 7,058 or 1.61 or 215 900 or 12,34,567.

    Raises:
        QuantityError: its separators are not those of thousands or of decimals, or it is too long.
    """
    plain = text.translate(_TIDY)
    if not any(form.fullmatch(plain) for form in (_PLAIN, _GROUPED, _GROUPED_IN_TWOS)):
        raise QuantityError(f"the separators in '{text}' are not those of a figure", _regrouped(plain))
    bare = plain.replace(",", "").replace(" ", "").replace("'", "").replace("’", "")
    if len(bare.replace(".", "")) > _MOST_DIGITS:
        raise QuantityError("the figure has too many digits", f"write at most {_MOST_DIGITS}")
    decimals = len(bare.partition(".")[2])
    return StatedNumber(Decimal(bare), Decimal(1).scaleb(-decimals))


def _regrouped(text: str) -> str:
    """Advice for a number whose separators make no sense: what it may have meant."""
    digits = _NOT_DIGITS.sub("", text)[:_MOST_DIGITS].lstrip("0") or "0"
    whole = f"{int(digits):,}"
    comma, point = text.count(","), text.count(".")
    tail = re.split("[.,]", text)[-1]
    if comma == 1 and (point == 0 or text.rfind(",") > text.rfind(".")) and tail:
        head = _NOT_DIGITS.sub("", text.rpartition(",")[0])[:_MOST_DIGITS] or "0"
        decimal = f"{int(head):,}.{tail[:_MOST_DIGITS]}"
        return f"write {decimal}" if point or len(tail) < 2 else f"write {whole} or {decimal}"
    return f"write {whole}"


@dataclass(frozen=True, slots=True)
class _End:
    """One end of what was stated, or all of it."""

    value: Decimal
    step: Decimal
    scale: Decimal
    unit: str | None
    qualifier: Qualifier | None


_TIDY = {
    **{ord(space): " " for space in f"{GROUP_SPACES}\t\n\r\u3000"},
    **{ord(dash): "-" for dash in "\u2011\u2012−"},
    **{0xFF10 + digit: str(digit) for digit in range(10)},
    ord("，"): ",",
    ord("．"): ".",
    ord("％"): "%",
    ord("∼"): "~",
    ord("（"): "(",
    ord("）"): ")",
    ord("￥"): "¥",
    ord("＄"): "$",
    ord("\u200b"): "",
}
_DASH_FOR_MINUS = re.compile(r"^[–—] ?(?=\S?\d)")
_VULGAR = {"½": ".5", "¼": ".25", "¾": ".75"}
_VULGAR_FRACTION = re.compile(r"(\d?)([½¼¾])", re.ASCII)
_LONGEST = 120

_SHORT_MONEY = ("rs", "rp")  # which stand before a figure though they are no signs
_PREFIX_MONEY = {
    sign: code for sign, code in CURRENCIES.items() if not sign[-1:].isalpha() or len(sign) == 3 or sign in _SHORT_MONEY
}
_MONEY_SIGN = rf"(?:{alternatives(_PREFIX_MONEY)})"
_HEDGE = re.compile(rf"({alternatives(QUALIFIERS)})(?:(?<=\w)(?!\w)|(?<=\W))\s*(?=\S)", re.IGNORECASE)
_AFTER = re.compile(rf"\s*(?:(?<=[\s%])|(?=\+|-plus))({alternatives(QUALIFIERS_AFTER)})", re.IGNORECASE)
_LONG_SCALES = {word: scale for word, scale in SCALES.items() if len(word) > 1}
_NUMBER = re.compile(
    rf"(?P<sign>[-+]|minus\s+)?(?P<money>{_MONEY_SIGN})?\s*(?P<inner>-)?"
    r"(?:(?P<digits>\d(?:[\d.,'’]*\d)?(?: \d{3}(?!\d))*(?:\.\d+)?)"
    rf"(?:\s*-?(?P<scale>{alternatives(_LONG_SCALES)})(?![^\W_])|(?P<letter>[kmb])(?![^\W_])|(?P<cjk>[万萬亿億]))?"
    rf"|(?P<words>{WORDS.pattern}|(?:{NUMBER_WORD})(?=fold\b)))(?P<plus>\+)?",
    re.IGNORECASE | re.ASCII,
)
# A loss as accountants write it: (€12.5 million), $(3.2) billion.
_IN_BRACKETS = re.compile(rf"({_MONEY_SIGN}\s*)?\(([^()]+)\)([^()]*)", re.IGNORECASE)
_BETWEEN = re.compile(r"between\s+(.+?)\s+and\s+(.+)", re.IGNORECASE)
_TO = re.compile(
    rf"(.*?[\w%{re.escape(''.join(CURRENCIES))}])(?:\s+(?:to|through)\s+|\s*[–—~～]\s*|(?<=[\d%kmbn万亿])\s*-\s*(?=[^a-z]|rmb|us|cn|hk))(.+)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(\d{1,3}):(\d{2})(?:\.(\d{1,6}))?(?:\s*(?:min|mins|minutes))?", re.ASCII | re.IGNORECASE)
_MINUTES = re.compile(
    r"(\d{1,3})\s*(?:min|mins|minutes?),?\s+(?:and\s+)?(\d{1,2})(?:\.(\d{1,6}))?\s*(?:s|secs?|seconds?)",
    re.ASCII | re.IGNORECASE,
)
_COUNT = rf"(?P<count>\d{{1,4}}|{'|'.join(NUMBER_WORDS)})"
_TOP = re.compile(
    rf"(?:(?:among|in|within|into)\s+)?(?:the\s+)?(?:(?:world's|global)\s+)?top[ -]{_COUNT}(?!\w).*",
    re.IGNORECASE | re.DOTALL,
)
_PLACE = re.compile(
    rf"(?:(?:no\.|number|rank|ranked|#)\s*{_COUNT}|(?:ranked\s+)?(?P<ordinal>\d{{1,4}}(?:st|nd|rd|th)|{'|'.join(ORDINALS)})(?:\s+place)?)",
    re.IGNORECASE | re.ASCII,
)
_SHARE = re.compile(
    rf"(?P<times>an?|one|two|three|four)?[ -]?(?P<part>{'|'.join(sorted(FRACTIONS, key=len, reverse=True))})"
    r"(?P<rest>\s.*)?",
    re.IGNORECASE | re.DOTALL,
)
_PART_OF_SCALE = re.compile(
    r"(?:an?\s+)?(half|quarter)\s+(?:of\s+)?an?\s+(million|billion|trillion|thousand)(?!\w)(.*)",
    re.IGNORECASE | re.DOTALL,
)
_QUARTER = StatedNumber(Decimal("0.25"), Decimal("0.01"))
_UNIT_TEXT = re.compile(r"[^\W\d_](?:[^\W\d_]|[\s/.'’·-]|(?<=[^\W_])\d)*")
_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_CONNECTIVES = frozenset(
    [
        "in",
        "by",
        "for",
        "of",
        "at",
        "since",
        "until",
        "during",
        "on",
        "and",
        "or",
        "to",
        "from",
        "with",
        "than",
        "as",
        "is",
        "was",
        "were",
        "after",
        "before",
    ]
)


def parse_quantity(text: str) -> Quantity:
    """Read a text that is one figure, or a range, as people write it.

    Understands "over 10%", "$10 billion", "7,058", "1.61 million", "150,000–200,000", "between 440,000 and 490,000",
    "top five", "215,900 yuan", "RMB 2.5bn", "38 per cent", "200,000 vehicles a year", "6:46.874" (seconds),
    "fifty-nine stores", "a third" (about 33.3 percent), "₹5,00,000 crore", "(€12.5 million)" for a loss. `step` is the worth of the last digit stated.

    Raises:
        QuantityError: the text is none of these; it says why and what to write.
    """
    plain = _tidied(text)
    special = _clock(plain, text) or _rank(plain, text)
    if special is not None:
        return special
    loss = _IN_BRACKETS.fullmatch(plain)
    if loss is not None:
        return _negative(parse_quantity(f"{loss[1] or ''}{loss[2]}{loss[3]}"), text)
    qualifier, rest, is_from = _hedge(plain)
    between = _BETWEEN.fullmatch(rest) or _TO.fullmatch(rest)
    if between is not None and not _PART_OF_SCALE.fullmatch(rest):
        ends = _range(between[1], between[2], text)
        hedge = Qualifier.EXACT if is_from or qualifier is None else qualifier
        low, high = ends
        return Quantity(low.value, high.value, max(low.step, high.step), hedge, high.unit or low.unit, False, text)
    end = _end(rest)
    hedge = qualifier or end.qualifier or Qualifier.EXACT
    return Quantity(end.value, end.value, end.step, hedge, end.unit, False, text)


def _negative(stated: Quantity, text: str) -> Quantity:
    """What brackets around a figure say of it; around a hedge or a range it could be another thing."""
    if stated.low != stated.high or stated.low < 0 or stated.is_rank or stated.qualifier is not Qualifier.EXACT:
        raise QuantityError(f"the brackets in '{text}' do not stand around one plain figure", "write a minus sign")
    return replace(stated, low=-stated.low, high=-stated.high, text=text)


def _tidied(text: str) -> str:
    plain = _DASH_FOR_MINUS.sub("-", " ".join(text.translate(_TIDY).split()))
    if not plain:
        raise QuantityError("the figure is empty", _FORMS)
    if len(plain) > _LONGEST:
        raise QuantityError("the figure is too long", _FORMS)
    return _VULGAR_FRACTION.sub(lambda found: (found[1] or "0") + _VULGAR[found[2]], plain)


def _clock(plain: str, text: str) -> Quantity | None:
    found = _CLOCK.fullmatch(plain) or _MINUTES.fullmatch(plain)
    if found is None:
        return None
    minutes, seconds, decimals = found[1], found[2], found[3] or ""
    if int(seconds) > 59:
        raise QuantityError(f"there are no {seconds} seconds in a minute", "write minutes:seconds, as in 6:46.874")
    value = int(minutes) * 60 + Decimal(f"{seconds}.{decimals or 0}")
    step = Decimal(1).scaleb(-len(decimals))
    value = value.quantize(step)
    return Quantity(value, value, step, Qualifier.EXACT, "seconds", False, text)


def _rank(plain: str, text: str) -> Quantity | None:
    found = _TOP.fullmatch(plain) or _PLACE.fullmatch(plain)
    if found is None:
        return None
    groups = found.groupdict()
    word = (groups["count"] or groups.get("ordinal") or "").lower()
    number = NUMBER_WORDS.get(word) or ORDINALS.get(word) or int(_NOT_DIGITS.sub("", word) or 0)
    hedge = Qualifier.AT_MOST if found.re is _TOP else Qualifier.EXACT
    return Quantity(Decimal(number), Decimal(number), Decimal(1), hedge, None, True, text)


def _hedge(plain: str) -> tuple[Qualifier | None, str, bool]:
    """The wording around a figure, the figure alone, and whether the wording was "from"."""
    found = _HEDGE.match(plain)
    if found is not None:
        return QUALIFIERS[" ".join(found[1].lower().split())], plain[found.end() :], found[1].lower() == "from"
    for after in _AFTER.finditer(plain):
        if after.end() == len(plain) and after.start() > 0:
            return QUALIFIERS_AFTER[" ".join(after[1].lower().split())], plain[: after.start()], False
    return None, plain, False


def _range(first: str, second: str, text: str) -> tuple[_End, _End]:
    low, high = _end(first), _end(second)
    if low.scale == 1 and high.scale != 1 and low.value < high.value / high.scale:
        low = _End(*_scaled(StatedNumber(low.value, low.step), high.scale), high.scale, low.unit, None)
    if low.unit and high.unit and low.unit != high.unit:
        raise QuantityError(f"the ends of '{text}' have different units, {low.unit} and {high.unit}", "write one unit")
    if low.value > high.value:
        raise QuantityError(f"the range '{text}' is the wrong way round", "write the lower end first", "range-order")
    return low, high


def _end(text: str) -> _End:
    share = _share(text)
    if share is not None:
        return share
    found = _NUMBER.match(text)
    if found is None:
        raise QuantityError(f"'{text}' is no figure", _FORMS)
    figure = read_words(found["words"]) if found["words"] else read_digits(found["digits"])
    if figure is None:
        raise QuantityError(f"'{found['words']}' is no number", "write it in digits")
    scale_word = (found["scale"] or found["letter"] or found["cjk"] or "").lower()
    scale = SCALES[scale_word] if scale_word else Decimal(1)
    sign = -1 if found["inner"] or (found["sign"] or "+").strip() != "+" else 1
    code = _PREFIX_MONEY[found["money"].lower()] if found["money"] else None
    unit = _unit_after(text[found.end() :], text[: found.end()], code)
    hedge = Qualifier.AT_LEAST if found["plus"] else None
    value, step = _scaled(figure, scale)
    return _End(value * sign, step, scale if scale != 1 else _spoken_scale(figure, found), unit, hedge)


def _scaled(figure: StatedNumber, scale: Decimal) -> StatedNumber:
    """The figure times its scale, without idle decimals: 1.61 million is 1610000."""
    step = figure.step * scale
    grain = step.normalize() if step < 1 else Decimal(1)
    return StatedNumber((figure.value * scale).quantize(grain), step.quantize(grain))


def _spoken_scale(figure: StatedNumber, found: re.Match[str]) -> Decimal:
    """The scale within a number in words, which the lower end of "two to three million" shares."""
    return figure.step if found["words"] else Decimal(1)


def _share(text: str) -> _End | None:
    """Half a million, a quarter of a billion; a third, two fifths, half of them."""
    found = _PART_OF_SCALE.fullmatch(text)
    if found is not None:
        scale = SCALES[found[2].lower()]
        part = StatedNumber(Decimal("0.5"), Decimal("0.1")) if found[1].lower() == "half" else _QUARTER
        return _End(*_scaled(part, scale), scale, _unit_after(found[3], text, None), None)
    found = _SHARE.fullmatch(text)
    if found is None or (found["rest"] or " of ").lower()[:4] != " of ":
        return None
    times = NUMBER_WORDS.get((found["times"] or "one").lower(), 1)
    value = (FRACTIONS[found["part"].lower()] * times).quantize(Decimal("0.1"))
    return _End(value, Decimal(1), Decimal(1), "percent", Qualifier.ABOUT)


def _unit_after(text: str, figure: str, code: str | None) -> str | None:
    """The unit that the words after a number name, together with the currency sign before it."""
    words = text.strip(" .;,")
    if words[:1] == "-":
        words = words[1:]
    if not words or words.lower() in UNITLESS:
        return code
    if words.lower() not in UNITS and (rate := rate_of(words)) is not None:
        return f"{_unit_after(rate[0], figure, code) or ''}/{rate[1]}"
    unit = canonical_unit(words)
    if words[:1] == "%" or words.lower().startswith(("percent ", "per cent ")):
        return _percent(words, figure)
    if code is not None:
        return _one_currency(code, unit, words, figure)
    if unit != words or words.lower() in UNITS:
        return unit
    return _unknown_unit(words, figure)


def _percent(words: str, figure: str) -> str:
    """Percent, with or without what it is a part of: "10% of sales"."""
    rest = words.removeprefix("%").lower().removeprefix("percent").removeprefix("per cent").strip()
    if not rest or rest.startswith("of "):
        return "percent"
    raise QuantityError(f"'{rest}' after '{figure.strip()}%' is not part of the figure", "leave it out")


def _one_currency(code: str, unit: str, words: str, figure: str) -> str:
    if unit in (code, *CURRENCIES.values()):
        if unit == code or "¥" in figure or "$" in figure:
            return unit
        raise QuantityError(f"'{figure.strip()} {words}' names two currencies", f"write {code} or {unit}, not both")
    raise QuantityError(f"'{words}' after '{figure.strip()}' is not part of the figure", "leave it out")


def _unknown_unit(words: str, figure: str) -> str:
    parts = words.split()
    if parts[0].lower() in UNITS and len(parts) > 1:
        advice = "say it under scope, basis or period"
        raise QuantityError(f"'{' '.join(parts[1:])}' after the unit is not part of the figure", advice)
    if (
        _UNIT_TEXT.fullmatch(words) is None
        or words in _ENDINGS
        or len(parts) > 4
        or not _CONNECTIVES.isdisjoint(words.lower().split())
    ):
        raise QuantityError(f"'{words}' after '{figure.strip()}' is no unit", "write the figure and its unit alone")
    return words


_WRITTEN = re.compile(r"\d(?:[\d.,'’]*\d)?", re.ASCII)
_TURNED_GROUPS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
_TURNED_DECIMALS = re.compile(r"\d+,\d+", re.ASCII)


def quantity_in(text: str, language: Language | None) -> Quantity:
    """Read a figure as `parse_quantity` does, with the separators of a language: 29.345 is German for 29,345.

    Raises:
        QuantityError: it is no figure there; a number with the other language's separators is asked about.
    """
    if language is None or language.decimal == ".":
        return parse_quantity(text)
    typed = {_turned(number): number[0] for number in _WRITTEN.finditer(text)}
    try:
        return replace(parse_quantity(_WRITTEN.sub(_turned, text)), text=text)
    except QuantityError as error:
        reason = _WRITTEN.sub(lambda number: typed.get(number[0], number[0]), error.reason)
        advice = _FORMS_WITH_COMMA if error.advice == _FORMS else error.advice
        raise QuantityError(reason, advice, error.rule) from None


def _turned(number: re.Match[str]) -> str:
    """A number whose decimals follow a comma, as English writes it."""
    digits = number.group()
    if _TURNED_GROUPS.fullmatch(digits) or _TURNED_DECIMALS.fullmatch(digits):
        return digits.replace(".", "").replace(",", ".")
    if digits.isdecimal():
        return digits
    bare = _NOT_DIGITS.sub("", digits)[:_MOST_DIGITS]
    whole = f"{int(bare):,}".replace(",", ".")
    head, _, tail = digits.rpartition("." if "." in digits else ",")
    decimal = f"{int(_NOT_DIGITS.sub('', head) or 0):,}".replace(",", ".") + f",{tail}"
    raise QuantityError(f"'{digits}' could be {whole} or {decimal}", "write the one that is meant")
