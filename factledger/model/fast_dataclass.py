"""`dataclass` for frozen classes with slots, whose objects are made, compared, changed and pickled by msgspec.

A class is written and checked as one of the standard library's dataclasses, and is one for `fields`, `replace` and
`is_dataclass`; its objects are those of `msgspec.Struct`, whose methods are compiled. Other kinds of dataclass are the
standard library's own.

What differs: fields that have no default come first for who passes them by their place, so that none needs to be named
where an object comes out of a pickle; whoever sets a field meets an `AttributeError` that is no `FrozenInstanceError`; a
class that others are derived from, with more fields, has to be the standard library's.

With it a clean build of 100 articles takes 0.95 of the instructions that it takes where the methods are written in
Python, and to load a pickle takes a quarter of the time (Python 3.11, msgspec 0.23).
"""

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import msgspec

__all__ = ["dataclass", "replace"]

if TYPE_CHECKING:
    from dataclasses import dataclass, replace
else:

    def replace(value: Any, /, **changes: object) -> Any:  # noqa: ANN401
        """As `dataclasses.replace`, for any dataclass."""
        return (_replace if isinstance(value, msgspec.Struct) else dataclasses.replace)(value, **changes)

    def dataclass(
        *, frozen: bool = False, slots: bool = False, eq: bool = True, order: bool = False, **options: bool
    ) -> Any:  # noqa: ANN401
        """As `dataclasses.dataclass` with the same options."""
        if not (frozen and slots):
            return dataclasses.dataclass(frozen=frozen, slots=slots, eq=eq, order=order, **options)
        fields_only = dataclasses.dataclass(init=False, repr=False, eq=False, **options)
        return lambda kind: _struct(fields_only(kind), eq=eq, order=order)


_replace = msgspec.structs.replace
_MADE_ANEW = {"__dict__", "__weakref__"}  # what each class has of its own
_DEFAULTS = {"default", "default_factory"}


def _struct(kind: Any, *, eq: bool, order: bool) -> Any:  # noqa: ANN401 - a class of any kind
    """A class with the fields and all that is written in a dataclass."""
    fields = dataclasses.fields(kind)
    left = _MADE_ANEW | {field.name for field in fields}
    written = {name: value for name, value in vars(kind).items() if name not in left}
    written["__qualname__"] = kind.__qualname__
    if not eq:
        written.setdefault("__hash__", object.__hash__)
    elif not all(field.compare for field in fields):
        written = _comparing(fields) | written
    return msgspec.defstruct(
        kind.__name__,
        sorted(map(_field, fields), key=len),
        bases=(*(base for base in kind.__bases__ if base is not object), msgspec.Struct),
        namespace=written,
        module=kind.__module__,
        frozen=True,
        eq=eq,
        order=order,
    )


def _field(field: "dataclasses.Field[Any]") -> tuple[str, Any] | tuple[str, Any, Any]:
    """A field as `defstruct` takes it: its name, its type, and its default if it has one."""
    defaults = {name: getattr(field, name) for name in _DEFAULTS}
    default = {name: value for name, value in defaults.items() if value is not dataclasses.MISSING}
    return (field.name, field.type, msgspec.field(**default)) if default else (field.name, field.type)


def _comparing(fields: tuple["dataclasses.Field[Any]", ...]) -> dict[str, Any]:
    """Methods that leave out what `compare=False` says; msgspec compares all fields."""
    values_of = _values_of([field.name for field in fields if field.compare])

    def __eq__(self: Any, other: object) -> Any:  # noqa: ANN401, N807
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self is other or values_of(self) == values_of(other)

    def __hash__(self: Any) -> int:  # noqa: ANN401, N807
        return hash(values_of(self))

    return {"__eq__": __eq__, "__hash__": __hash__}


def _values_of(names: list[str]) -> Callable[[Any], Any]:
    """What looks up some fields at once: a tuple of several, the value of one."""
    return attrgetter(*names) if names else lambda _: ()
