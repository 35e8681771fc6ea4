"""The JSON twin of a page: the same view that its template is given, without what stands around it.

A twin is `{"schema": 1, "type": "MetricPage", "url", "page_title", "language", "modified", …}` followed by the view's fields
under the names of `model.views`. Periods and dates are their written form (2025-Q3), decimals exact numbers, a
figure is `{"text", "low", "high", "step", "qualifier", "unit", "is_rank"}`, an absent value null, a list always a
list. Charts give their title and description; what they draw is among the facts.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass

from sitegen.model.quantity import Quantity
from sitegen.model.views import Chart, Frame
from sitegen.plan.exact_json import encode

SCHEMA = 1


def twin(view: object) -> bytes:
    """A page's view as JSON; equal views give equal bytes."""
    frame = getattr(view, "frame", None)
    head: dict[str, object] = {"schema": SCHEMA, "type": type(view).__name__}
    if isinstance(frame, Frame):
        head |= {
            "url": frame.url,
            "page_title": frame.title,
            "language": frame.language,
            "modified": frame.modified or None,
        }
    return (encode({**head, **_fields_of(view)}, _fields_of) + "\n").encode()


def _fields_of(record: object) -> Mapping[str, object]:
    if isinstance(record, Quantity):
        return {
            "text": record.text,
            "low": record.low,
            "high": record.high,
            "step": record.step,
            "qualifier": record.qualifier,
            "unit": record.unit,
            "is_rank": record.is_rank,
        }
    if isinstance(record, Chart):
        return {"title": record.title, "description": record.description}
    if not is_dataclass(record) or isinstance(record, type):
        raise TypeError(f"{type(record).__name__} is no record of a view")
    return {field.name: getattr(record, field.name) for field in fields(record) if field.name != "frame"}
