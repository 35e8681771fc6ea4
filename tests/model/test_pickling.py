"""Records that look up their fields once are pickled as whole as any."""

import pickle
from dataclasses import FrozenInstanceError, dataclass

import pytest

from factledger.model.pickling import pickled_fast


@pickled_fast
@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    day: str
    value: int = 0
    note: "Reading | None" = None


def test_a_record_comes_back_with_every_field_and_as_frozen_as_it_was():
    reading = Reading(day="Monday", value=7, note=Reading(day="Sunday"))
    found = pickle.loads(pickle.dumps(reading))
    assert found == reading
    with pytest.raises(FrozenInstanceError):
        found.value = 8


def test_a_record_of_another_shape_is_not_taken():
    class_name, state = Reading, Reading(day="Monday").__getstate__()
    with pytest.raises(ValueError, match="zip"):
        object.__new__(class_name).__setstate__(state[:-1])
