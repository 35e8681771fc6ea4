"""The order of names in lists."""

from random import Random

from factledger.model.name_order import name_order

ORDERS = (
    ("Arden", "Ärger", "Aspen", "Brände", "Bruttomarge", "Óbidos", "Öresund", "Zürich"),
    ("BYD", "E40", "nio", "Xiaomi", "阿尔法", "比亚迪", "小米", "云岭", "中国"),
)


def test_names_stand_in_the_order_of_latin_letters_without_marks_or_case_and_then_by_pinyin():
    for names in ORDERS:
        shuffled = Random(7).sample(names, len(names))
        assert tuple(sorted(shuffled, key=name_order)) == names


def test_names_that_differ_in_marks_alone_have_one_order_whatever_they_were_given_in():
    assert sorted(["Ä", "A", "a"], key=name_order) == sorted(["a", "Ä", "A"], key=name_order)
