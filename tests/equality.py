"""A small site in which much can change, and a theme that shows everything of every view."""

import shutil
from dataclasses import fields

from tests.render.examples import RECORDS

_PLAIN = {"article.html": ("body", "coverage")}  # what a revision puts in place of what stood there
_IDS = {
    "metric.html": (
        "{% for one in page.series %}{% for vintage in one.vintages %}"
        '<i id="{{ vintage.fact.anchor }}"></i>'
        '{% for other in vintage.also %}<i id="{{ other.anchor }}"></i>{% endfor %}'
        "{% endfor %}{% endfor %}"
    ),
    "glossary.html": '{% for one in page.entries %}<i id="{{ one.id }}"></i>{% endfor %}',
    "article.html": "{{ page.body|safe }}{% if page.coverage %}<p>{{ page.coverage }}</p>{% endif %}",
    "feed.xml": (
        "{% for entry in page.entries %}<e>{{ entry.title }}{{ entry.url }}{{ entry.id }}{{ entry.updated }}{{ entry.summary }}"
        "{{ entry.content }}</e>{% endfor %}"
    ),
}
_NOT_SHOWN = {"feed.xml": ("entries",)}


def theme() -> dict[str, str]:
    """The theme's files by path."""
    files = {
        "theme/assets/icon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "theme/css/a.css": "p { color: red }\n",
        "theme/css/text/b.css": "li { color: red }\n",
    }
    for name, record in RECORDS.items():
        left_out = (*_PLAIN.get(name, ()), *_NOT_SHOWN.get(name, ()))
        shown = "\n".join(f"{{{{ page.{field.name} }}}}" for field in fields(record) if field.name not in left_out)
        files[f"theme/templates/{name}"] = f"{shown}\n{_IDS.get(name, '')}\n"
    return files


def content() -> dict[str, str]:
    """The site's sources by path."""
    return {
        "site.yaml": "title: Equal\nurl: https://example.org/\nlanguage: en\narticles: /news/{slug}/\nrules: {contradiction: warning}\n",
        "content/metrics.yaml": (
            "deliveries: {name: Deliveries, unit: vehicles, about: Cars handed over.}\n"
            "orders: {name: Orders, unit: vehicles, about: Cars ordered.}\n"
        ),
        "content/companies/xiaomi.md": "---\nname: Xiaomi\naliases: [Mi]\n---\nMakes phones and cars, as does [BYD](company:byd).\n",
        "content/companies/byd.md": "---\nname: BYD\n---\nMakes cars.\n",
        "content/companies/nio.md": "---\nname: NIO\n---\n",
        "content/models/xiaomi-su7.md": "---\nname: SU7\ncompany: xiaomi\n---\n",
        "content/people/lei-jun.md": "---\nname: Lei Jun\ncompany: xiaomi\n---\n",
        "content/static/files/a.pdf": "%PDF",
        "content/topics/targets.md": "---\nname: Targets\n---\n",
        "content/pages/about.md": "---\ntitle: About\n---\nSee [one](article:one).\n",
        **{f"content/articles/{id}.md": article(id, number) for number, id in enumerate(IDS[:4])},
    }


IDS = ("one", "two", "three", "four", "five", "six")
COMPANIES = ("xiaomi", "xiaomi", "xiaomi", "xiaomi", "byd", "xiaomi")
DAYS = ("2024-05-01", "2024-05-02", "2024-05-03", "2024-05-04", "2024-05-05", "2023-12-31")

# What stands in texts: plain words, figures that rest on facts or on nothing, names, links of every kind, headings.
SENTENCES = (
    "It rained.",
    "Xiaomi delivered 7,058 cars in April 2024.",
    "The target is 100,000 cars, and 7,508 were delivered.",
    "Some 88,063 orders stood, 81,005 more than deliveries.",
    "BYD and NIO said nothing.",
    "Mi and Lei Jun wait for the SU7.",
    "See [the first](article:one) and [Xiaomi](company:xiaomi).",
    "The [count](fact:one/count) is [](fact:one/count).",
    "See [below](#more).",
    "## More\n\nAnd more.",
    'Elsewhere: [a page](https://example.com/x?a=1&b=2), <a href="/timeline/">ours</a>.',
    "A note.[^1]\n\n[^1]: The note says 12 percent.",
    '<script>alert(1)</script>Odd & "quoted" text é, 12 & 13.',
    "| a | b |\n| --- | --- |\n| 7,058 | 5 |",
    "It fell by a third to 4,705.",
    "https://youtu.be/abc\n\n~~12~~ 13, [a file](/files/a.pdf).",
    '```json\n{"a": 7058}\n```\n\n> Words.\n>\n> — Lei Jun',
    "",
)


def article(id: str, number: int, *, value: str = "7,058", title: str = "", text: str = "", extra: str = "") -> str:
    """An article with one fact; `number` tells its day."""
    company = COMPANIES[number]
    fact = (
        "facts:\n"
        f"  - id: count\n    metric: {'orders' if number == 3 else 'deliveries'}\n    period: 2024-0{number % 4 + 1}\n"
        f"    value: {value}\n    as_of: 2024-05-0{number % 4 + 1}\n"
        "    source: {name: Xiaomi, url: https://example.com/s, published: 2024-05-01}\n"
    )
    head = f"title: {title or f'Story {id}'}\ndate: {DAYS[number]}\ncompanies: [{company}]\n{extra}{fact}"
    return f"---\n{head}---\n\n{text or SENTENCES[number]}\n"


def write(folder, files):
    """Write files below a folder."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)


def empty(folder):
    """Remove what stands in a folder."""
    shutil.rmtree(folder, ignore_errors=True)
