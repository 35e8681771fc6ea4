"""Records are dataclasses in every respect but the time that they take."""

import copy
import dataclasses
import pickle

import pytest

from factledger.model.fast_dataclass import dataclass, replace

OPTIONS = ({"kw_only": True}, {}, {"eq": False}, {"order": True})


def shaped(decorate):
    @decorate
    class Reading:
        """A value on a day."""

        day: str
        value: int = 0
        notes: tuple[str, ...] = dataclasses.field(default_factory=tuple)
        place: str = dataclasses.field(default="", compare=False)

        def __str__(self):
            return self.day

    return Reading


def described(kind):
    """All that can be told of a class and what is made of it."""
    one, other = kind(day="Monday", value=7, place="a"), kind(day="Monday", value=7, place="b")
    made = [one, kind(day="x"), dataclasses.replace(one, day="Sunday", notes=("n",))]
    return {
        "shown": [repr(each).rpartition(".")[2] for each in made],
        "fields": [(field.name, field.default, field.kw_only, field.compare) for field in dataclasses.fields(kind)],
        "values": [dataclasses.astuple(each) for each in made],
        "compared": [one == other, one == made[2], one == "Monday", one == one],
        "hashes": hash(one) == hash(other),
        "words": str(one),
        "doc": kind.__doc__,
    }


@pytest.mark.parametrize("options", OPTIONS)
def test_a_record_is_what_a_dataclass_is(options):
    theirs = shaped(dataclasses.dataclass(frozen=True, slots=True, **options))
    assert described(shaped(dataclass(frozen=True, slots=True, **options))) == described(theirs)


@pytest.mark.parametrize("options", OPTIONS)
def test_a_record_takes_what_a_dataclass_takes(options):
    kinds = [shaped(make(frozen=True, slots=True, **options)) for make in (dataclass, dataclasses.dataclass)]
    for wrong in ((), ("a", 1, (), "", "more")):
        for kind in kinds:
            with pytest.raises(TypeError):
                kind(*wrong)
    for kind in kinds:
        with pytest.raises(TypeError):
            kind(day="a", night="b")


def test_a_record_stays_as_it_is():
    reading = shaped(dataclass(frozen=True, slots=True))("Monday")
    with pytest.raises(AttributeError, match="immutable"):
        reading.value = 8
    with pytest.raises(AttributeError, match="immutable"):
        del reading.day
    assert not hasattr(reading, "__dict__")


@dataclass(frozen=True, slots=True)
class Single:
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    one: Single
    other: "Pair | None" = None

    def __hash__(self):
        return 5


def test_a_record_comes_back_from_a_pickle_and_a_copy_with_every_field_and_frozen():
    pair = Pair(one=Single((1, 2)), other=Pair(one=Single(())))
    for found in (pickle.loads(pickle.dumps(pair)), copy.deepcopy(pair)):
        assert found == pair
        with pytest.raises(AttributeError, match="immutable"):
            found.one = pair.one


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultFirst:
    note: str = ""
    value: int


def test_a_field_without_a_default_may_stand_behind_one_that_has():
    found = pickle.loads(pickle.dumps(DefaultFirst(value=3)))
    assert (found.note, found.value) == ("", 3)
    assert [field.name for field in dataclasses.fields(DefaultFirst)] == ["note", "value"]
    with pytest.raises(TypeError, match="value"):
        DefaultFirst(note="n")


def test_a_pickle_of_another_shape_is_not_taken():
    class More:
        def __reduce__(self):
            return Pair, (Single(()), None, "more")

    with pytest.raises(TypeError):
        pickle.loads(pickle.dumps(More()))


def test_methods_of_the_classs_own_stay():
    assert hash(Pair(one=Single(()))) == 5


def test_classes_that_change_are_the_standard_librarys():
    kind = shaped(dataclass(slots=True))
    reading = kind("Monday")
    reading.value = 8
    assert dataclasses.astuple(reading) == ("Monday", 8, (), "")


@pytest.mark.parametrize("options", OPTIONS)
def test_a_record_is_changed_as_a_dataclass_is(options):
    kind = shaped(dataclass(frozen=True, slots=True, **options))
    one = kind(day="Monday", value=7, notes=("n",), place="a")
    changes = ({}, {"day": "Sunday"}, {"value": 0, "notes": (), "place": "b"})
    changed = [dataclasses.astuple(replace(one, **change)) for change in changes]
    assert changed == [dataclasses.astuple(dataclasses.replace(one, **change)) for change in changes]
    assert dataclasses.astuple(one) == ("Monday", 7, ("n",), "a")
    with pytest.raises(TypeError):
        replace(one, colour="red")


def test_what_is_no_record_is_changed_as_the_standard_library_does():
    kind = shaped(dataclasses.dataclass(frozen=True))
    assert replace(kind(day="Monday"), day="Sunday") == kind(day="Sunday")


def test_records_that_have_an_order_are_sorted_as_dataclasses_are():
    kinds = [shaped(make(frozen=True, slots=True, order=True)) for make in (dataclass, dataclasses.dataclass)]
    days = [("b", 1), ("a", 2), ("a", 1)]
    ours, theirs = ([dataclasses.astuple(one) for one in sorted(kind(*day) for day in days)] for kind in kinds)
    assert ours == theirs == [("a", 1, (), ""), ("a", 2, (), ""), ("b", 1, (), "")]
