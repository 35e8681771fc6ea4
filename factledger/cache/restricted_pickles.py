"""Pickles of this project's own nouns, and of nothing else: to load one runs no code but their construction."""

import datetime
import io
import pickle
import sys
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any


class NotOursError(Exception):
    """A pickle holds something that no pickle of ours would."""


def _member(kind: object, name: str) -> Enum:
    """The member of an enumeration: Python before 3.11.4 pickles one as `getattr(kind, name)`."""
    if isinstance(kind, type) and issubclass(kind, Enum) and name in kind.__members__:
        return kind[name]
    raise NotOursError(f"{kind!r}.{name}")


_NOUNS = "factledger.model."
_PLAIN: Mapping[str, object] = {
    "builtins.getattr": _member,
    "builtins.frozenset": frozenset,
    "builtins.set": set,
    "datetime.date": datetime.date,
    "datetime.datetime": datetime.datetime,
    "datetime.timedelta": datetime.timedelta,
    "datetime.timezone": datetime.timezone,
    "datetime.time": datetime.time,
    "decimal.Decimal": Decimal,
}


def dumps(value: object) -> bytes:
    """Pickle a value made of nouns of `factledger.model` and plain data."""
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _by_name()
    pickler.dump(value)
    return stream.getvalue()


@cache
def _by_name() -> Mapping[type, Callable[[Any], str]]:
    """Members of our enumerations go by their names: to call for one by its value takes a sixth of the time of loading.

    Those of modules that are loaded later are pickled as Python does it.
    """
    kinds: list[type[Enum]] = [Enum]
    found: dict[type, Callable[[Any], str]] = {}
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        if kind.__module__.startswith(_NOUNS):
            found[kind] = lambda member: f"{member.__class__.__qualname__}.{member.name}"
    return found


def loads(content: bytes) -> object:
    """The value that `dumps` was given.

    Raises:
        NotOursError: it is no such pickle.
    """
    try:
        return _Unpickler(io.BytesIO(content)).load()
    except NotOursError:
        raise
    except Exception as error:  # what a damaged pickle raises is not listed anywhere
        raise NotOursError from error


@cache
def _noun(module: str, name: str) -> Any:  # noqa: ANN401 - what pickle asks for
    """Only what a noun is made of; a site has thousands of pickles with the same few."""
    known = _PLAIN.get(f"{module}.{name}")
    if known is not None:
        return known
    if module.startswith(_NOUNS):
        holder, _, member = name.rpartition(".")
        found = getattr(sys.modules.get(module), holder or member, None)
        if holder:
            return _member(found, member)
        if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum | tuple | str)):
            return found
    raise NotOursError(f"{module}.{name}")


class _Unpickler(pickle.Unpickler):
    find_class = staticmethod(_noun)
