"""What to read next."""

import random
from datetime import date, timedelta

from factledger.model.articles import Article
from factledger.model.entities import Mention
from factledger.model.entity_kinds import DEFAULT_KINDS
from factledger.model.problems import Place
from factledger.model.rendered_prose import Prose
from factledger.model.timestamps import Stamp
from factledger.relate.further_reading import related
from tests.work import steps

START = date(2024, 1, 1)


def article(id, day, *keys):
    place = Place(f"content/articles/{id}.md")
    mentions = tuple(Mention(DEFAULT_KINDS.key(key), place) for key in keys)
    published = Stamp.on(START + timedelta(days=day))
    return Article(id=id, title=id, published=published, place=place, prose=Prose(), mentions=mentions)


def test_what_is_rare_counts_more_than_what_everybody_shares():
    articles = [
        article("launch", 10, "company:xiaomi", "model:su7"),
        article("recall", 40, "company:xiaomi", "model:su7"),
        *(article(f"other-{n}", 10 + n, "company:xiaomi") for n in range(20)),
    ]
    assert related(articles)["launch"][0] == "recall"


def test_nearness_in_time_decides_among_equals():
    articles = [article(id, day, "company:xiaomi") for id, day in (("a", 0), ("b", 10), ("c", 400))]
    assert related(articles)["b"] == ("a", "c")


def test_articles_that_share_nothing_are_not_related():
    articles = [article("a", 0, "company:xiaomi"), article("b", 0, "company:byd")]
    assert related(articles) == {"a": (), "b": ()}


def test_an_article_is_not_related_to_itself():
    articles = [article(str(n), n, "company:xiaomi", "topic:targets") for n in range(9)]
    assert all(id not in others for id, others in related(articles).items())


def many(count):
    draw = random.Random(1)
    return [
        article(
            f"{n:05}",
            n // 5,
            f"company:{int(draw.paretovariate(1)) % 60}",
            f"model:{draw.randrange(120)}",
            f"topic:{draw.randrange(30)}",
        )
        for n in range(count)
    ]


def test_the_order_of_the_files_is_no_matter():
    articles = many(200)
    shuffled = random.Random(2).sample(articles, len(articles))
    assert related(shuffled) == related(articles)


def test_a_new_article_changes_few_others():
    articles = many(2_000)
    before = related(articles[:-1])
    after = related(articles)
    assert sum(before[id] != after[id] for id in before) <= 20


def test_four_times_the_articles_take_about_four_times_the_work():
    few, many_more = (many(number) for number in (1_000, 4_000))
    assert steps(lambda: related(many_more)) < 5 * steps(lambda: related(few))
