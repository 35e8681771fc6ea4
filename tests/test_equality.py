"""Whatever is edited in whatever order, a warm build gives what a clean one gives, byte for byte.

The plain tests run few sequences of edits, the thorough ones thirty; with `--hypothesis-profile thorough` both run two
thousand, in eight parts.
"""

import os
import tempfile
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from factledger import incremental_build, pipeline
from factledger.cache import article_text_spool, cache_folder
from factledger.cache.kept_between_previews import KeptValues
from factledger.model.build_request import Request
from factledger.write.manifest import MANIFEST
from tests.equality import DAYS, IDS, SENTENCES, article, content, empty, theme, write
from tests.folders import tree


@pytest.fixture(autouse=True, scope="module")
def _texts_wait_in_a_file():
    """As those of a large site do."""
    room, article_text_spool.ROOM = article_text_spool.ROOM, 0
    yield
    article_text_spool.ROOM = room


ARTICLES = st.sampled_from(IDS)
SENTENCE = st.sampled_from(SENTENCES)
# What other edits do to files, each as the text that goes and the text that comes.
EDITS = st.sampled_from(
    [
        ("content/companies/xiaomi.md", "aliases: [Mi]", "aliases: [Mi, note]"),
        ("content/companies/xiaomi.md", "name: Xiaomi", "name: Xiaomi Auto"),
        ("content/companies/byd.md", "Makes cars.", "Makes buses. See [two](article:two)."),
        ("content/companies/nio.md", "---\nname: NIO\n---\n", "---\nname: NIO\nsummary: Swaps batteries.\n---\n"),
        ("content/models/xiaomi-su7.md", "name: SU7", "name: SU7 Max"),
        ("content/models/xiaomi-su7.md", "company: xiaomi", "company: xiaomi\ndraft: true"),
        ("content/models/xiaomi-su7.md", "company: xiaomi", "company: byd"),
        ("content/companies/nio.md", "name: NIO", "name: NIO\nparent: xiaomi"),
        ("content/companies/xiaomi.md", "name: Xiaomi", "name: Xiaomi\nfounded: 2025"),
        ("content/people/lei-jun.md", "company: xiaomi", "company: xiaomi\ndate: 2025-01-02T09:00Z"),
        ("content/metrics.yaml", "name: Deliveries, unit", "name: Handovers, unit"),
        ("content/metrics.yaml", "unit: vehicles, about: Cars ordered", "unit: orders, about: Cars ordered"),
        ("content/pages/about.md", "title: About", "title: About us"),
        ("content/static/files/a.pdf", "%PDF", "%PDF-1.7"),
        ("content/topics/targets.md", "name: Targets", "name: Goals"),
        ("site.yaml", "title: Equal", "title: Equal news"),
        ("site.yaml", "rules: {contradiction: warning}", "rules: {contradiction: warning, unknown-figure: off}"),
        ("site.yaml", "articles: /news/{slug}/", "articles: /news/{year}/{slug}/"),
        ("site.yaml", "https://example.org/", "https://example.org/ev/"),
        ("site.yaml", "language: en", "language: en\nfirst_url: https://example.com/"),
        ("site.yaml", "language: en", "language: en\nwhole_feeds: true"),
        ("site.yaml", "language: en", "language: en\nunits: {vehicles: [bikes]}"),
        ("theme/css/a.css", "red", "blue"),
        ("theme/templates/article.html", "{{ page.title }}", "<b>{{ page.title }}</b>"),
        ("theme/templates/article.html", "{{ page.body|safe }}", "{{ page.body|upper|safe }}"),
        (
            "theme/templates/article.html",
            "{{ page.body|safe }}",
            "{% if page.body|length > 60 %}{{ page.body|safe }}{% endif %}",
        ),
        ("theme/templates/feed.xml", "{{ entry.content }}", "{{ entry.content|length }}"),
        ("theme/templates/home.html", "{{ page.frame }}", "{{ page.frame.url }}"),
    ]
)
DAMAGE = st.sampled_from(["build-*", "problems-*", "texts-*", "parsed.sqlite", "started"])


class Editing(RuleBasedStateMachine):
    """A site that is edited and built warm, and beside it the same built clean."""

    def __init__(self) -> None:
        super().__init__()
        self.room = tempfile.TemporaryDirectory()
        self.site = Path(self.room.name, "site")
        self.clean = Path(self.room.name, "clean")
        self.now = datetime(2025, 1, 1, tzinfo=UTC)
        self.published: dict[str, bytes] = {}
        self.kept: KeptValues | None = None  # between the builds of one process, as the preview makes them

    @initialize(is_one_process=st.booleans())
    def start(self, is_one_process):
        self.kept = KeptValues() if is_one_process else None
        write(self.site, theme() | content())
        self.clean.mkdir()
        for name in ("content", "theme", "site.yaml"):
            (self.clean / name).symlink_to(self.site / name)

    def teardown(self):
        self.room.cleanup()

    def path(self, id):
        return self.site / "content" / "articles" / f"{id}.md"

    @rule(id=ARTICLES, sentence=SENTENCE)
    def add_to_a_text(self, id, sentence):
        if self.path(id).exists():
            self.path(id).write_text(f"{self.path(id).read_text()}\n{sentence}\n")

    @rule(id=ARTICLES, sentence=SENTENCE, other=SENTENCE)
    def write_another_text(self, id, sentence, other):
        if self.path(id).exists():
            head = self.path(id).read_text().rpartition("\n---\n")[0]
            self.path(id).write_text(f"{head}\n---\n{sentence}\n\n{other}\n")

    @rule(
        id=ARTICLES,
        value=st.sampled_from(["7,058", "7,508", "100,000", "over 10,000", "7,058 bikes"]),
        sentence=SENTENCE,
    )
    def change_a_fact(self, id, value, sentence):
        if self.path(id).exists():
            self.path(id).write_text(article(id, IDS.index(id), value=value, text=sentence))

    @rule(
        id=ARTICLES,
        extra=st.sampled_from(
            [
                "draft: true\n",
                "expires: 2025-01-03\n",
                "expires: 2025-01-01T18:00+08:00\n",
                "updated: 2024-12-31T23:00-07:00\n",
                "updated: 2025-01-02T06:00Z\n",
                "corrections: [{date: 2025-01-02, kind: correction, reason: A digit will have been wrong.}]\n",
                "summary: In short.\n",
                "summary: It delivered 7,508 cars.\n",
                "events: [{date: 2024-05, title: Handed over 88,063}]\n",
                "models: [xiaomi-su7]\n",
                "language: de\ntranslation_of: one\n",
                "unlinked: [BYD]\n",
                "topics: [targets]\n",
                "people: [lei-jun]\n",
                "featured: true\n",
                "featured: 2030-01-01\n",
                "aliases: [/old/]\n",
                "id: former\naliases: [/news/former/, /v1.0]\n",
                "corrections: [{date: 2024-06-01, reason: A digit was wrong., fact: former}]\n",
                "corrections: [{date: 2024-06-01, reason: A word., fact: former}]\nallow: {gone-fact: It went.}\n",
                "corrections: [{date: 2024-06-01, kind: correction, reason: A digit was wrong.}]\n",
                "corrections: [{date: 2024-06-01, kind: retraction, reason: It was invented.}]\n",
                "corrections: [{date: 2024-06-01, kind: retraction, reason: It was invented., fact: count}]\n",
                "events: [{date: 2026, title: Opens a plant, source: {name: BYD, url: https://example.com/e}}]\n",
            ]
        ),
        sentence=SENTENCE,
    )
    def add_an_article_or_change_its_head(self, id, extra, sentence):
        self.path(id).write_text(article(id, IDS.index(id), extra=extra, text=sentence))

    @rule(
        id=ARTICLES,
        old=st.sampled_from(
            [
                "",
                "    kind: target\n    holder: nio\n",
                "    scope: China\n",
                "    model: xiaomi-su7\n",
                "    company: byd\n    supersedes: one/count\n",
                "    retracted: It was wrong.\n",
            ]
        ),
        value=st.sampled_from(["7,058", "9,000"]),
    )
    def make_a_fact_another(self, id, old, value):
        if self.path(id).exists():
            text = article(id, IDS.index(id), value=value)
            self.path(id).write_text(text.replace("    as_of:", f"{old}    as_of:"))

    @rule(id=st.sampled_from(IDS[1:]))
    def delete_an_article(self, id):
        self.path(id).unlink(missing_ok=True)

    @rule(id=st.sampled_from(IDS[1:]), other=st.sampled_from(IDS[1:]))
    def rename_an_article(self, id, other):
        if self.path(id).exists():
            self.path(id).rename(self.path(other))

    @rule(edit=EDITS)
    def edit_something_else(self, edit):
        name, one, other = edit
        text = (self.site / name).read_text()
        changed = text.replace(one, other, 1) if one in text and other not in text else text.replace(other, one, 1)
        (self.site / name).write_text(changed)

    @rule(hours=st.sampled_from([-24, 0, 1, 6, 11, 24, 48, 72]))
    def let_time_pass(self, hours):
        self.now += timedelta(hours=hours)

    @rule(id=ARTICLES, date=st.sampled_from(["2025-01-01T09:00Z", "2025-01-02T00:30+08:00", "2024-12-31T20:00-07:00"]))
    def date_to_the_minute(self, id, date):
        number = IDS.index(id)
        self.path(id).write_text(article(id, number).replace(f"date: {DAYS[number]}", f"date: {date}"))

    @precondition(lambda self: self.published)
    @rule(data=st.data())
    def lose_or_change_something_published(self, data):
        path = self.site / "public" / data.draw(st.sampled_from(sorted(self.published)))
        if data.draw(st.booleans()) and path.name != MANIFEST:  # without it the folder would be a stranger's
            path.unlink(missing_ok=True)
        elif path.exists():
            path.write_bytes(path.read_bytes() + b" ")

    @rule(pattern=DAMAGE, at=st.floats(0, 1), kind=st.sampled_from(["flip", "cut", "lose"]))
    def damage_the_memory(self, pattern, at, kind):
        for path in sorted((self.site / cache_folder.FOLDER).glob(pattern)):
            sound = path.read_bytes()
            place = int(at * max(len(sound) - 1, 0))
            if kind == "lose" or not sound:
                path.unlink()
            elif kind == "cut":
                path.write_bytes(sound[:place])
            else:
                path.write_bytes(sound[:place] + bytes([sound[place] ^ 4]) + sound[place + 1 :])

    @rule()
    def check_it_out_afresh(self):
        for path in self.site.rglob("*"):
            os.utime(path, ns=(10**18, 10**18))

    @rule()
    def preview_the_drafts(self):
        self.build(
            Request(project=self.site, now=self.now, with_drafts=True, output=self.site / ".factledger" / "preview")
        )

    def build(self, request):
        return incremental_build.build(
            request, wants_all_problems=True, make_whole=partial(pipeline.build, kept=self.kept)
        )

    @invariant()
    def a_warm_build_equals_a_clean_one(self):
        found = self.build(Request(project=self.site, now=self.now, workers=2))
        for folder in ("public", cache_folder.FOLDER):
            empty(self.clean / folder)
        expected = pipeline.build(Request(project=self.clean, now=self.now))
        assert found.problems == expected.problems
        assert found.pages == expected.pages
        if not expected.has_errors:
            self.published = tree(self.clean / "public")
            assert tree(self.site / "public") == self.published
            assert found.written + found.unchanged == expected.written


def put_tests(name, examples, *marks):
    """Put tests of sequences of edits into this module: one, or with the thorough profile several that can run side by side."""
    asked = settings().max_examples
    parts, each = (8, asked // 8) if asked > 100 else (1, examples)
    for part in range(parts):
        machine = type(f"{name}{part}", (Editing,), {})  # of a name of its own, from which its examples are drawn
        test = machine.TestCase
        test.settings = settings(stateful_step_count=6, max_examples=each)
        for mark in marks:
            test = mark(test)
        globals()[f"Test{name}{part}"] = test


put_tests("Editing", 4)
put_tests("EditingLong", 30, pytest.mark.thorough)
