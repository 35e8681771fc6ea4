"""The nearest valid name for one that is not known."""

from random import Random

import pytest

from factledger.model.spelling_suggestions import Spellings, did_you_mean

WORDS = """
    battery charging plant recalls software update price cut target raised delivery record export tariff dealer strike
    launch sedan truck solid state cell lithium nickel wage pact quarter result profit loss margin share list filing
    """.split()  # noqa: SIM905 - easier to read


def name(number):
    return f"{'-'.join(Random(number).sample(WORDS, 5))}-{number}"


def misspelt(word, chance):
    place = chance.randrange(1, len(word) - 2)
    before, one, other, after = word[:place], word[place], word[place + 1], word[place + 2 :]
    return chance.choice((before + other + after, before + other + one + after, before + "x" + one + other + after))


@pytest.mark.parametrize("many", [range(40), range(2000)])
def test_a_misspelt_name_is_known_among_few_and_many(many):
    names = Spellings(map(name, many))
    chance = Random(1)
    for _ in range(50):
        meant = name(chance.choice(many))
        assert did_you_mean(misspelt(meant, chance).upper(), names) == f"did you mean '{meant}'?"


def test_many_names_are_searched_with_the_outcome_of_comparing_each():
    names = [name(number) for number in range(500)]
    spellings = Spellings(names)
    chance = Random(2)
    for number in range(0, 500, 25):
        word = misspelt(misspelt(names[number], chance), chance)
        assert did_you_mean(word, spellings) == did_you_mean(word, names)


def test_short_names_among_many_are_known_too():
    spellings = Spellings(["byd", "xiaomi", *map(name, range(500))])
    assert did_you_mean("bdy", spellings) == "did you mean 'byd'?"
    assert did_you_mean("xaomi", spellings) == "did you mean 'xiaomi'?"


def test_nothing_is_suggested_for_what_is_like_nothing_or_too_long_to_be_a_name():
    spellings = Spellings(map(name, range(500)))
    assert did_you_mean("§§§", spellings) == ""
    assert did_you_mean(name(1) * 100, spellings) == ""
    assert did_you_mean("x", Spellings([])) == ""


def test_the_names_compared_with_a_word_do_not_grow_with_all_names():
    for count in (200, 2000):
        assert len(Spellings(map(name, range(count))).near(name(7) + "x")) <= 8


def test_a_file_is_not_meant_for_another_because_both_end_alike():
    assert did_you_mean("gone.html", ["home.html", "base.html"]) == ""
    assert did_you_mean("a.jpg", ["b.jpg", "c.jpg"]) == ""
    assert did_you_mean("artikel.html", ["home.html", "article.html"]) == "did you mean 'article.html'?"
    assert did_you_mean("su7.jgp", ["su7.jpg"]) == "did you mean 'su7.jpg'?"
