"""A made-up corpus of news of any size, in this project's format and in those of its peers.

An article is a function of its number alone, so 100 articles are the first of 1,000, and every machine makes the same
bytes. All names, figures and sentences are invented; the figures contradict one another.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

_FIRST_DAY = datetime(2019, 1, 1, 6, tzinfo=UTC)
_MINUTES = 7 * 365 * 24 * 60  # from the first day to the last
_LINK = re.compile(r"\(article:(\d+)\)")

_COMPANY_STARTS = (
    "Alto", "Brisa", "Corvo", "Dravik", "Elara", "Fenwa", "Gralo", "Hesta", "Ilmar", "Joveno", "Kestra", "Lorin", "Mavik",
    "Nerio", "Ostra",
)  # fmt: skip
_COMPANY_ENDS = ("Motor", "Cars", "Vehicle Works", "Automotive")
_MODEL_NAMES = ("Heron", "Pike")
_PLACES = ("Norway", "Chile", "Austria", "Vietnam", "Portugal", "Kenya", "Denmark", "Malaysia", "Ireland", "Peru")
_PEOPLE = ("Mara Eklund", "Teo Vasquez", "Ida Brandt", "Kofi Mensah", "Lena Horak", "Arun Pillai", "Noa Peretz")
_OUTLETS = ("Morning Wire", "Battery Post", "Road Gazette", "Registry Office", "The Amp Hour", "Harbour News")
_TOPICS = (
    "batteries", "brakes", "charging", "chips", "cold", "costs", "crashes", "dealers", "design", "drivers", "exports",
    "factories", "ferries", "fleets", "insurance", "leasing", "mining", "motors", "noise", "parts", "patents",
    "ports", "prices", "range", "recalls", "repair", "software", "strikes", "taxes", "tyres",
)  # fmt: skip
_METRICS = {  # by id: the unit, the least and the greatest value, and how a value is written
    "deliveries": ("vehicles", 1_000, 400_000, "{:,}"),
    "orders": ("vehicles", 500, 200_000, "{:,}"),
    "production": ("vehicles", 1_000, 450_000, "{:,}"),
    "revenue": ("currency", 50, 20_000, "${} million"),
    "price": ("currency", 15_000, 90_000, "€{:,}"),
    "stores": ("stores", 10, 900, "{}"),
    "share": ("percent", 1, 40, "{}%"),
    "margin": ("percent", 2, 30, "{}%"),
}
_KINDS = ("actual", "actual", "target", "estimate")

_TITLES = (
    "{company} turns to {topic} in {place}",
    "What {place} means for the {model}",
    "{company} counts on {topic} as {place} opens",
    "The {model} arrives in {place}",
    "How {company} changed its mind about {topic}",
    "{place} asks {company} about {topic}",
)
_HEADINGS = (
    "What was said",
    "How it came about",
    "The view from {place}",
    "What {company} has to show",
    "What follows",
)
_SMALLER_HEADINGS = ("In the workshops", "On the road", "At the dealers", "Among those who pay")
_SENTENCES = (
    "The news reached {place} on a quiet morning and was read there with more interest than surprise.",
    "{person}, who has followed {company} since its first prototype, called the step overdue and rather brave.",
    "For the {model} alone, {count} buyers had left a deposit by the end of the month, most of them in {place}.",
    "Nobody at {company} wanted to say how much of this had been planned and how much was forced by its suppliers.",
    "A spokeswoman pointed to {topic}, where the company has spent more than on anything else since it was founded.",
    "The plant near the harbour runs in two shifts, and a third is to follow once enough people have been trained.",
    "As {earlier} showed, the same question had been put before, and the answer was a different one.",
    "Its rivals watch closely: two of them have lowered their own prices in {place} by {percent} percent since spring.",
    "Whoever orders today waits {weeks} weeks, which is shorter than last year and longer than the brochure promises.",
    "In a test on wet roads the *{model}* stopped later than the **best of its class**, though well within the rules.",
    "The figures, first printed by {source}, leave out cars that dealers registered in their own name.",
    "{person} expects {percent} percent more in the coming year, provided that the ports in {place} work again.",
    "What the company calls a partnership is, on closer reading, an option that either side may let lapse.",
    "Of the {count} cars built so far, a small part went to taxi firms, which drive them day and night.",
    "Repairs are a sore point, since parts for the {model} have to come by ship from the other side of the world.",
    "The ministry in {place} confirmed that it had received the papers but would not be drawn on a date.",
    "Costs per car have fallen by {percent} percent, the company says, without telling what it compares with what.",
    "Behind closed doors there is talk of a smaller car, cheaper by a third, that shares most of its parts with the {model}.",
    "That {topic} would decide the matter had been the theme of {earlier} some time ago.",
    "The works council agreed after {weeks} weeks of talks, and both sides spoke of a result that nobody loves.",
    "Insurers have begun to look at such cases one by one, and their tables for the {model} are due in autumn.",
    "On the stock exchange the reaction was small, as if the market had made up its mind long before.",
)
_ITEMS = (
    "a longer guarantee on the battery, now for {weeks} months more",
    "{count} charging posts along the coast road in {place}",
    "software that tells the driver what it is about to do",
    "a workshop in every larger town of {place}",
    "lower prices for those who bring in an old car",
)
_QUOTES = (
    "We would rather be late with a good car than early with one that has to come back.",
    "Nobody buys a promise twice, and we have used ours up.",
    "If the ships come, the numbers come; it is as plain as that.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What other articles show of an article."""

    number: int
    title: str
    slug: str
    published: datetime
    companies: tuple[str, ...]
    models: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A figure of an article; `value` is as written, with its unit."""

    company: str
    metric: str
    kind: str
    period: str
    value: str
    as_of: str
    source: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article of which each format shows the same; links in `text` read `(article:NUMBER)`."""

    heading: Heading
    summary: str
    facts: tuple[Fact, ...]
    text: str


def _id(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


COMPANIES: Mapping[str, str] = {
    _id(name): name
    for end in _COMPANY_ENDS
    for start in _COMPANY_STARTS
    for name in [f"{start}{end[:2].lower()} {end}"]
}
MODELS: Mapping[str, tuple[str, str]] = {  # by id: the name and the company's id
    _id(name): (name, company)
    for company, company_name in COMPANIES.items()
    for model in _MODEL_NAMES
    for name in [f"{company_name.split()[0]} {model}"]
}
TOPICS: Mapping[str, str] = {topic: topic.capitalize() for topic in _TOPICS}


def heading(number: int) -> Heading:
    """The heading of the article of a number."""
    random = Random(f"heading {number}")
    companies = tuple(random.sample(list(COMPANIES), random.choice((1, 1, 2))))
    made = [model for model, (_, company) in MODELS.items() if company == companies[0]]
    models = tuple(random.sample(made, 1))
    topics = tuple(random.sample(_TOPICS, random.choice((1, 2))))
    title = random.choice(_TITLES).format(
        company=COMPANIES[companies[0]], model=MODELS[models[0]][0], topic=topics[0], place=random.choice(_PLACES)
    )
    return Heading(
        number=number,
        title=title,
        slug=f"{_id(title)}-{number}",
        published=_FIRST_DAY + timedelta(minutes=random.randrange(_MINUTES)),
        companies=companies,
        models=models,
        topics=topics,
    )


def article(number: int) -> Article:
    """The article of a number; it links to articles of smaller numbers only."""
    top = heading(number)
    random = Random(f"article {number}")
    facts = tuple(_fact(random, top, place) for place in (1, 2))

    def filled(pattern: str) -> str:
        older = [heading(random.randrange(number)) for _ in range(number > 0 and "{earlier}" in pattern)]
        outlet = random.choice(_OUTLETS)
        return pattern.format(
            company=COMPANIES[top.companies[0]],
            model=MODELS[top.models[0]][0],
            topic=random.choice(top.topics),
            place=random.choice(_PLACES),
            person=random.choice(_PEOPLE),
            count=f"{random.randint(1_000, 90_000):,}",
            percent=random.randint(2, 60),
            weeks=random.randint(3, 30),
            source=f"the [{outlet}](https://{_id(outlet)}.example/{number})",
            earlier=f"[{older[0].title}](article:{older[0].number})" if older else "an earlier story",
        )

    return Article(
        heading=top, summary=filled(random.choice(_SENTENCES[:2])), facts=facts, text=_text(random, facts, filled)
    )


def articles(count: int) -> Iterator[Article]:
    """The articles of the first numbers."""
    return (article(number) for number in range(count))


def _fact(random: Random, top: Heading, place: int) -> Fact:
    metric = random.choice(list(_METRICS))
    _, least, greatest, form = _METRICS[metric]
    day = top.published
    quarter = (day.month + 2) // 3
    outlet = random.choice(_OUTLETS)
    return Fact(
        company=random.choice(top.companies),
        metric=metric,
        kind=random.choice(_KINDS),
        period=random.choice((f"{day:%Y}", f"{day:%Y}-Q{quarter}", f"{day:%Y-%m}")),
        value=form.format(random.randint(least, greatest)),
        as_of=f"{day - timedelta(days=random.randrange(20)):%Y-%m-%d}",
        source=outlet,
        url=f"https://{_id(outlet)}.example/{day:%Y}/{top.number}-{place}",
    )


def _text(random: Random, facts: tuple[Fact, ...], filled: Callable[[str], str]) -> str:
    """Some 350 words under headings of two levels, with a list and a quote."""
    sentences = [filled(sentence) for sentence in random.sample(_SENTENCES, 14)]
    told = " ".join(
        f"{COMPANIES[fact.company]} put its {fact.metric} for {fact.period} at {fact.value}." for fact in facts
    )
    first, second = (filled(text) for text in random.sample(_HEADINGS, 2))
    items = "\n".join(f"- {filled(item)}" for item in random.sample(_ITEMS, 3))
    blocks = (
        " ".join((sentences[0], told)),
        " ".join(sentences[1:4]),
        f"## {first}",
        " ".join(sentences[4:6]),
        items,
        " ".join(sentences[6:8]),
        f"### {random.choice(_SMALLER_HEADINGS)}",
        " ".join(sentences[8:10]),
        f"## {second}",
        " ".join(sentences[10:12]),
        f"> {random.choice(_QUOTES)}",
        " ".join(sentences[12:]),
    )
    return "\n\n".join(blocks) + "\n"


def path(top: Heading) -> str:
    """Where an article's file stands in each format, within its folder of articles."""
    return f"{top.published:%Y}/{top.slug}.md"


def address(top: Heading) -> str:
    """An article's address on each site."""
    return f"/news/{top.published:%Y}/{top.slug}/"


def write_ours(count: int, site: Path) -> None:
    """Write the corpus as this project's editors would."""
    for company, name in COMPANIES.items():
        _write(site / f"content/companies/{company}.md", f"---\nname: {name}\n---\n")
    for model, (name, company) in MODELS.items():
        _write(site / f"content/models/{model}.md", f"---\nname: {name}\ncompany: {company}\n---\n")
    for topic, name in TOPICS.items():
        _write(site / f"content/topics/{topic}.md", f"---\nname: {name}\n---\n")
    metrics = (f"{metric}: {{name: {metric.capitalize()}, unit: {unit}}}\n" for metric, (unit, *_) in _METRICS.items())
    _write(site / "content/metrics.yaml", "".join(metrics))
    for one in articles(count):
        lines = [*_front_matter(one.heading, one.summary), f"topics: [{', '.join(one.heading.topics)}]", "facts:"]
        series = [(fact.company, fact.metric, fact.kind, fact.period, fact.as_of) for fact in one.facts]
        for number, fact in enumerate(one.facts):
            lines += [
                f"  - company: {fact.company}",
                *(["    id: other"] if series[number] in series[:number] else []),
                f"    metric: {fact.metric}",
                f"    kind: {fact.kind}",
                f"    period: {fact.period}",
                f"    value: {_quoted(fact.value)}",
                f"    as_of: {fact.as_of}",
                f"    source: {{name: {fact.source}, url: {_quoted(fact.url)}, published: {fact.as_of}}}",
            ]
        text = _linked(one.text, lambda top: f"article:{top.slug}")
        _write(site / "content/articles" / path(one.heading), "\n".join(["---", *lines, "---", text]))


def write_hugo(count: int, site: Path) -> None:
    """Write the corpus for Hugo: entities are terms of taxonomies, facts a list in the front matter."""
    for company, name in COMPANIES.items():
        _write(site / f"content/companies/{company}/_index.md", f"---\ntitle: {name}\n---\n")
    for model, (name, company) in MODELS.items():
        _write(site / f"content/models/{model}/_index.md", f"---\ntitle: {name}\nmaker: {company}\n---\n")
    for topic, name in TOPICS.items():
        _write(site / f"content/topics/{topic}/_index.md", f"---\ntitle: {name}\n---\n")
    for one in articles(count):
        lines = [
            *_front_matter(one.heading, one.summary),
            f"topics: [{', '.join(one.heading.topics)}]",
            f'timeline: ["{one.heading.published:%Y}"]',
            "facts:",
        ]
        for fact in _plain(one.facts):
            first, *others = (f"{key}: {_quoted(value)}" for key, value in fact.items())
            lines += [f"  - {first}", *(f"    {line}" for line in others)]
        _write(site / "content/news" / path(one.heading), "\n".join(["---", *lines, "---", _linked(one.text, address)]))


def write_pelican(count: int, site: Path) -> None:
    """Write the corpus for Pelican: what is no text of its own goes as JSON, which its plugin reads."""
    models = {model: {"name": name, "maker": company} for model, (name, company) in MODELS.items()}
    entities = {"companies": {id: {"name": name} for id, name in COMPANIES.items()}, "models": models}
    _write(site / "entities.json", json.dumps(entities))
    for one in articles(count):
        top = one.heading
        lines = (
            f"Title: {top.title}",
            f"Date: {top.published:%Y-%m-%d %H:%M}",
            f"Summary: {one.summary}",
            f"Tags: {', '.join(top.topics)}",
            f"Ledger: {json.dumps({'companies': top.companies, 'models': top.models, 'facts': _plain(one.facts)})}",
        )
        _write(site / "content/news" / path(top), "\n".join([*lines, "", _linked(one.text, address)]))


def _front_matter(top: Heading, summary: str) -> list[str]:
    return [
        f"title: {_quoted(top.title)}",
        f"date: {top.published:%Y-%m-%dT%H:%M:%SZ}",
        f"summary: {_quoted(summary)}",
        f"companies: [{', '.join(top.companies)}]",
        f"models: [{', '.join(top.models)}]",
    ]


def _plain(facts: tuple[Fact, ...]) -> list[dict[str, str]]:
    return [{name: getattr(fact, name) for name in Fact.__slots__} for fact in facts]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # JSON's quoted texts are YAML's


def _linked(text: str, target: Callable[[Heading], str]) -> str:
    return _LINK.sub(lambda link: f"({target(heading(int(link[1])))})", text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
