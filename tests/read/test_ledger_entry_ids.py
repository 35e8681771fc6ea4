"""Ids of facts, events and corrections: made of what each is, the same whatever stands beside it."""

import random

import pytest

from factledger.read.article_file import read_article

HEAD = "---\ntitle: A\ndate: 2025-04-01\ncompanies: [acme]\nsources: {s: {name: S, url: 'https://example.org/'}}\n"
FACTS = {
    "{metric: deliveries, value: 1}": "deliveries",
    "{metric: deliveries, value: 1, company: acme}": "deliveries",
    "{metric: deliveries, value: 1, subject: 'company:acme'}": "deliveries",
    "{metric: deliveries, value: 2, period: 2025-Q1}": "deliveries-2025-q1",
    "{metric: deliveries, value: 3, period: ../2025-01-31}": "deliveries-to-2025-01-31",
    "{metric: deliveries, value: 3, period: 2025-01/2025-03, kind: estimate}": "deliveries-estimate-2025-01-to-2025-03",
    "{metric: stores, value: 4, as_of: 2024-12}": "stores-2024-12",
    "{metric: deliveries, value: 5, period: 2025, kind: target, as_of: 2024-12-31}": "deliveries-target-2025-2024-12-31",
    "{metric: deliveries, value: 6, model: a1}": "deliveries-a1",
    "{metric: deliveries, value: 6, subject: 'market:china'}": "deliveries-china",
    "{metric: deliveries, value: 7, scope: Outside China}": "deliveries-outside-china",
    "{metric: deliveries, value: 8, basis: registrations}": "deliveries-registrations",
    "{metric: deliveries, value: 9, kind: estimate, holder: Citi}": "deliveries-estimate-citi",
    "{metric: price, value: 10, model: a1, scope: 标准版, basis: list, holder: x}": "price-a1-标准版-list-x",
    "{metric: stock.price-v2, value: 11}": "stock.price-v2",
    "{metric: deliveries, value: 12, id: march}": "march",
}
EVENTS = {
    "{date: 2025-03-31, title: Launch of the A1, kind: launch}": "launch-2025-03-31",
    "{date: 2025-04-01, title: Launch of the A2, kind: launch, models: [a2, a1]}": "launch-2025-04-01-a2",
    "{date: 2025-05-01, title: Launch of the A3, kind: launch}": "launch",
    "{date: 2025, title: Launch of the A4, kind: launch, models: [a4]}": "launch-a4",
    "{date: 2024-Q4, title: Something}": "event-2024-q4",
    "{date: 2026, title: Something else, companies: [acme]}": "event",
    "{date: 2026-05-01, title: Somebody, kind: New hire, people: [ann]}": "new-hire-ann",
    "{date: 2026-05-01, title: Named, kind: launch, id: gala}": "gala",
}
CORRECTIONS = {
    "{date: 2025-04-02, reason: A slip}": "correction-2025-04-02",
    "{date: 2025-04-02, reason: A slip, fact: march}": "correction-2025-04-02-march",
    "{date: 2025-04-02, reason: A slip, fact: x/march}": "correction-2025-04-02-march",
    "{date: 2025-04-02, reason: A slip, fact: y/march}": "correction-2025-04-02-y-march",
    "{date: 2025-04-02, reason: A word, kind: clarification}": "clarification-2025-04-02",
    "{date: 2025-04-02, reason: Another slip, id: second}": "second",
}


def read(part, entries):
    """The article with these entries, and what was said of it."""
    lines = "".join(f"  - {entry}\n" for entry in entries)
    article, problems = read_article("content/articles/x.md", f"{HEAD}{part}:\n{lines}---\n".encode())
    return article, [str(problem) for problem in problems]


def ids(part, entries):
    """The ids in the article, which nothing was said of."""
    article, problems = read(part, entries)
    assert problems == []
    return [entry.id.rpartition("/")[2] for entry in getattr(article, part)]


@pytest.mark.parametrize(("part", "named"), [("facts", FACTS), ("events", EVENTS), ("corrections", CORRECTIONS)])
def test_an_id_says_what_a_thing_is(part, named):
    assert {entry: ids(part, [entry]) for entry in named} == {entry: [id_] for entry, id_ in named.items()}


@pytest.mark.parametrize(("part", "named"), [("facts", FACTS), ("events", EVENTS), ("corrections", CORRECTIONS)])
def test_an_id_stays_whatever_comes_before_it_or_goes(part, named):
    entries = list({id_: entry for entry, id_ in named.items()}.values())
    chance = random.Random(7)
    for _ in range(20):
        some = chance.sample(entries, chance.randint(1, len(entries)))
        assert ids(part, some) == [named[entry] for entry in some]


@pytest.mark.parametrize(
    ("part", "one", "mended"),
    [
        ("facts", "{metric: deliveries, value: 1, note: x}", "{metric: deliveries, value: over 2}"),
        ("events", "{date: 2025-05-01, title: Lunch, kind: launch}", "{date: 2026, title: Launch, kind: launch}"),
        ("corrections", "{date: 2025-04-02, reason: x, was: a}", "{date: 2025-04-02, reason: y, now: b}"),
    ],
)
def test_an_id_stays_when_values_titles_words_and_days_to_come_are_put_right(part, one, mended):
    assert ids(part, [one]) == ids(part, [mended])


@pytest.mark.parametrize(
    ("part", "entries", "message"),
    [
        (
            "facts",
            ["{metric: deliveries, value: 1}", "{metric: deliveries, value: 2}"],
            "8:5: duplicate-id: this fact would be called 'deliveries', as the one on line 7; "
            "give the newer of them a name of its own, as in id: deliveries-2",
        ),
        (
            "facts",
            ["{metric: deliveries, value: 1}", "{metric: orders, value: 2, id: deliveries}"],
            "7:5: duplicate-id: this fact would be called 'deliveries', as the one on line 8; "
            "give the newer of them a name of its own, as in id: deliveries-2",
        ),
        (
            "events",
            ["{date: 2026, title: This}", "{date: 2027, title: That}", "{date: 2028, title: Other, id: event-2}"],
            "8:5: duplicate-id: this event would be called 'event', as the one on line 7; "
            "give the newer of them a name of its own, as in id: event-3",
        ),
        (
            "corrections",
            ["{date: 2025-04-02, reason: This}", "{date: 2025-04-02, reason: That}"],
            "8:5: duplicate-id: this correction would be called 'correction-2025-04-02', as the one on line 7; "
            "give the newer of them a name of its own, as in id: correction-2025-04-02-2",
        ),
        (
            "corrections",
            ["{date: 2025-04-02, reason: This, id: a}", "{date: 2025-04-03, reason: That, id: a}"],
            "8:42: duplicate-id: the id 'a' stands twice in the article; give each its own",
        ),
    ],
)
def test_what_cannot_be_told_apart_asks_for_an_id(part, entries, message):
    _, problems = read(part, entries)
    assert problems == [f"content/articles/x.md:{message}"]


def test_a_renamed_file_keeps_the_id_that_it_had():
    text = HEAD.replace("title: A", "title: A\nid: old") + "facts: [{metric: deliveries, value: 1}]\n---\n"
    article, problems = read_article("content/articles/new.md", text.encode())
    assert problems == ()
    assert (article.id, article.slug, [fact.id for fact in article.facts]) == ("old", "new", ["old/deliveries"])
    assert {fact.article for fact in article.facts} == {"old"}
