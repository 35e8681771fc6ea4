"""How single values of front matter are written: a day, a time, a period, a web address, a flag.

Each type says in an editor's words what is wrong with a value, and for a JSON Schema what it looks like.
"""

import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, Literal, TypeVar

from babel import Locale
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from factledger.model.dates import LeadingZeroError, Period, PeriodError, parse_partial_date, parse_period
from factledger.model.timestamps import Stamp
from factledger.read.identifiers import did_you_mean, is_id, listed, nearest_id
from factledger.read.usual_date_forms import usual_day, usual_period
from factledger.read.web_addresses import AddressError, old_path, web_address

_Choice = TypeVar("_Choice", bound=StrEnum)

# The same few dates and periods stand in an article again and again, and in the articles around it.
_to_period = lru_cache(maxsize=4096)(parse_period)
_to_partial_date = lru_cache(maxsize=4096)(parse_partial_date)


def written_text(value: Any) -> str:  # noqa: ANN401  # whatever the YAML holds
    """The text of a value that must be one."""
    if not isinstance(value, str):
        found = "a list" if isinstance(value, list) else "a mapping"
        raise PydanticCustomError("wrong-type", "", {"reason": f"text is wanted here, not {found}"})
    return value.strip()


def _no_period(value: Any, error: PeriodError) -> PydanticCustomError:  # noqa: ANN401
    reason, advice = str(error), error.advice
    if usual := usual_period(text := written_text(value)):
        reason, advice = f"'{text}' is not a date or period as it is written here", f"write {usual}"
    return PydanticCustomError("bad-date", "", {"reason": reason, "advice": advice})


def _period(value: Any) -> Period:  # noqa: ANN401
    try:
        return _to_period(written_text(value))
    except PeriodError as error:
        raise _no_period(value, error) from None


def _partial_date(value: Any) -> Period:  # noqa: ANN401
    try:
        return _to_partial_date(written_text(value))
    except PeriodError as error:
        raise _no_period(value, error) from None


_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _day(value: Any) -> datetime.date:  # noqa: ANN401
    text = written_text(value)
    if not _DAY.fullmatch(text):
        try:
            advice = f"write the day too, as in {parse_partial_date(text).last.isoformat()}"
        except LeadingZeroError as error:
            advice = error.advice
        except PeriodError:
            advice = f"write it as {usual_day(text) or '2025-03-18'}"
        raise PydanticCustomError("bad-date", "", {"reason": f"'{text}' is no day", "advice": advice})
    return _partial_date(text).last


_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:T| +)(\d{1,2})(:\d\d(?::\d\d(?:\.\d{1,6})?)?)\s*(Z|[+-]\d\d(?::?\d\d)?)?", re.ASCII
)


def _stamp(value: Any, checking: ValidationInfo) -> Stamp:  # noqa: ANN401
    """A day or a time, on a site in the time zone that validation is told; a time without a zone is in that one.

    Of a time that strikes twice, as clocks are set back, the first counts (PEP 495).
    """
    text = written_text(value)
    zone: datetime.tzinfo = (checking.context or {}).get("zone", datetime.UTC)
    found = _MOMENT.fullmatch(text)
    if found is None:
        return Stamp.on(_day(text), zone)
    day, hour, rest, offset = found.groups()
    _day(day)
    try:
        moment = datetime.datetime.fromisoformat(f"{day}T{hour:0>2}{rest}{offset or ''}")
    except ValueError:
        advice = "write hours up to 23 and minutes up to 59, as in 09:30 or 09:30+08:00"
        raise PydanticCustomError("bad-date", "", {"reason": f"there is no time '{text}'", "advice": advice}) from None
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
    return Stamp.at(moment.replace(microsecond=0), zone)  # HTML and feeds know no more than thousandths


_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def _flag(value: Any) -> bool:  # noqa: ANN401
    text = written_text(value)
    if text.lower() not in _FLAGS:
        raise PydanticCustomError(
            "bad-value", "", {"reason": f"'{text}' is neither true nor false", "advice": "write true or false"}
        )
    return _FLAGS[text.lower()]


def _featured(value: Any, checking: ValidationInfo) -> bool | Stamp:  # noqa: ANN401
    """Whether, or until when."""
    return _flag(value) if written_text(value).lower() in _FLAGS else _stamp(value, checking)


def one_of(kind: type[_Choice]) -> PlainValidator:
    """The validator of a value that is one of an enumeration's."""
    choices = {choice.value: choice for choice in kind}

    def choose(value: Any) -> _Choice:  # noqa: ANN401
        text = written_text(value)
        if text not in choices:
            advice = did_you_mean(text, choices)
            reason = f"'{text}' is none of {listed(tuple(choices))}"
            raise PydanticCustomError("bad-value", "", {"reason": reason, "advice": advice})
        return choices[text]

    return PlainValidator(choose, json_schema_input_type=Literal[tuple(choices)])


def web_text(value: Any, checked: Callable[[str], str] = web_address) -> str:  # noqa: ANN401
    """The text of a value that must be an address on the web."""
    try:
        return checked(written_text(value))
    except AddressError as error:
        raise PydanticCustomError("bad-url", "", {"reason": str(error), "advice": error.advice}) from None


def _old_address(value: Any) -> str:  # noqa: ANN401
    return web_text(value, old_path)


def _id(value: Any) -> str:  # noqa: ANN401
    text = written_text(value)
    if not is_id(text):
        advice = f"write {nearest_id(text)}" if nearest_id(text) else "write letters and digits joined by hyphens"
        raise PydanticCustomError("bad-id", "", {"reason": f"'{text}' cannot be an id", "advice": advice})
    return text


def _picture(value: Any) -> str:  # noqa: ANN401
    text = written_text(value)
    if not text or text.startswith("/") or ":" in text or "\\" in text or ".." in text.split("/"):
        reason, advice = f"'{text}' is no file under content/images/", "write its path from there, as in su7.jpg"
        if text.lower().startswith(("http:", "https:", "//")):
            advice = "put the file there and write its path from there, as in su7.jpg"
        raise PydanticCustomError("bad-value", "", {"reason": reason, "advice": advice})
    return text


def _reason(value: Any) -> str:  # noqa: ANN401
    text = written_text(value)
    if not text or text.lower() in _FLAGS:
        raise PydanticCustomError("bad-value", "", {"reason": f"'{text}' is no reason", "advice": "say why, in words"})
    return text


class FiscalName(StrEnum):
    """After which of its ends a company's fiscal year is named."""

    START = "start"
    END = "end"


_MONTH = re.compile(r"(?:--)?(0?[1-9]|1[0-2])", re.ASCII)


def _month_number(value: Any) -> int:  # noqa: ANN401
    text = written_text(value)
    found = _MONTH.fullmatch(text)
    if found is None:
        reason = f"'{text}' is no month"
        raise PydanticCustomError("bad-value", "", {"reason": reason, "advice": "write its number, 01 to 12"})
    return int(found[1])


_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,9})?", re.ASCII)


def _number(value: Any) -> Decimal:  # noqa: ANN401
    text = written_text(value)
    if not _NUMBER.fullmatch(text):
        reason = f"'{text}' is no plain number"
        raise PydanticCustomError("bad-value", "", {"reason": reason, "advice": "write it as 0, 100 or -2.5"})
    return Decimal(text)


_WIKIDATA = re.compile(r"Q[1-9]\d*", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)


def _wikidata(value: Any) -> str:  # noqa: ANN401
    text = written_text(value)
    if not _WIKIDATA.fullmatch(text):
        reason = f"'{text}' is no Wikidata id"
        raise PydanticCustomError("bad-value", "", {"reason": reason, "advice": "write it as Q1636958"})
    return text


def _language(value: Any) -> str:  # noqa: ANN401
    text = written_text(value)
    if not _LANGUAGE.fullmatch(text) or text.partition("-")[0].lower() not in Locale("en").languages:
        reason = f"'{text}' is no language tag"
        raise PydanticCustomError("bad-value", "", {"reason": reason, "advice": "write it as en, de-AT or zh-Hans"})
    return text


def _list_of_one(value: Any) -> Any:  # noqa: ANN401
    return [value] if isinstance(value, str) else value


def _seen(text: str) -> str:
    """A text that shows something: one of joiners and marks alone is as good as empty."""
    if not text.isprintable() and not any(character.isprintable() for character in text):
        raise PydanticCustomError("string_too_short", "it is empty")
    return text


def written_as(examples: str, pattern: str = "", *kinds: str) -> WithJsonSchema:
    """What a JSON Schema says of a value: examples parted by blanks, a pattern, and what YAML may take it for beside text."""
    schema: dict[str, Any] = {"type": ["string", *kinds] if kinds else "string", "examples": examples.split(", ")}
    return WithJsonSchema(schema | ({"pattern": pattern} if pattern else {}))


# YAML takes some texts for numbers or for true and false; here they are read as they were typed.
_ANY_TEXT = WithJsonSchema({"type": ["string", "number", "boolean"]})
_DATED = r"^\s*\d{4}\b"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_seen), _ANY_TEXT]
Flag = Annotated[bool, PlainValidator(_flag), WithJsonSchema({"enum": [True, False, *_FLAGS]})]
AnyPeriod = Annotated[
    Period, PlainValidator(_period), written_as("2025, 2025-Q3, 2025-03, FY2025, ../2025-04-30", "", "integer")
]
PartialDate = Annotated[
    Period, PlainValidator(_partial_date), written_as("2025, 2025-Q3, 2025-03, 2025-03-18", _DATED, "integer")
]
Day = Annotated[datetime.date, PlainValidator(_day), written_as("2025-03-18", _DATED)]
Moment = Annotated[Stamp, PlainValidator(_stamp), written_as("2025-03-18, 2025-03-18T08:30:00+08:00", _DATED)]
Featured = Annotated[
    bool | Stamp,
    PlainValidator(_featured),
    WithJsonSchema({"anyOf": [{"enum": [True, False, *_FLAGS]}, {"type": "string", "pattern": _DATED}]}),
]
WebAddress = Annotated[str, PlainValidator(web_text), written_as("https://example.org/a", "^\\s*https?://")]
OldAddress = Annotated[str, PlainValidator(_old_address), written_as("/2024/old-address/", "^\\s*/")]
Id = Annotated[str, PlainValidator(_id), written_as("xiaomi-su7", "", "integer")]
PicturePath = Annotated[str, PlainValidator(_picture), written_as("su7.jpg")]
Reason = Annotated[str, PlainValidator(_reason), written_as("it was a slip")]
MonthNumber = Annotated[int, PlainValidator(_month_number), written_as("03", "", "integer")]
Number = Annotated[Decimal, PlainValidator(_number), written_as("100, -2.5", "", "number")]
WikidataId = Annotated[str, PlainValidator(_wikidata), written_as("Q1636958", _WIKIDATA.pattern)]
LanguageTag = Annotated[str, PlainValidator(_language), written_as("en, de-AT, zh-Hans")]
OneOrMore = Annotated[
    tuple[Text, ...], Field(min_length=1), BeforeValidator(_list_of_one, json_schema_input_type=Text | list[Text])
]
