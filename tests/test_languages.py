"""Whole sites in Chinese and German: no word of the product is left in English, figures are as the language has them."""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from factledger.model.build_request import Request
from factledger.pipeline import build
from tests.catalogues import LANGUAGES, catalogue_of, said

ROOT = Path(__file__).parents[1]
NOW = datetime(2025, 6, 1, tzinfo=UTC)
TOLD = ("aria-label", "title", "alt")  # attributes that readers see or hear
META = ("description", "og:title", "og:description", "og:site_name")
# Names, and what stands for itself in every language.
LATIN = {"CSV", "JSON", "kB", "Frictionless", "Data", "Package"}


@pytest.fixture(scope="module", params=["zh-Hans", "de"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def site(language, tmp_path_factory):
    return built(ROOT / "tests" / "sites" / language, tmp_path_factory.mktemp(language))


def built(source, folder):
    shutil.copytree(source, folder, dirs_exist_ok=True)
    report = build(Request(project=folder, now=NOW, workers=1))
    assert [str(problem) for problem in report.problems] == []
    return folder / "public"


def spoken(html):
    """Everything on a page that is read, seen or heard, piece by piece."""
    tree = LexborHTMLParser(html)
    for node in tree.css("script, style"):
        node.decompose()
    yield from tree.root.text(separator="\n").splitlines()
    for node in tree.css("*"):
        found = node.attributes
        yield from (found[name] for name in TOLD if found.get(name))
        if node.tag == "meta" and (found.get("name") or found.get("property")) in META:
            yield found["content"]


def words(text):
    without_names = re.sub(r"https?://\S+|example\.org/\S+|[a-z]+\.(?:csv|json|sqlite)", "", text)
    return set(re.findall(r"[A-Za-z]{2,}", without_names))


def words_of(site):
    return {
        word
        for page in sorted(site.rglob("*.html"))
        for text in spoken(page.read_text("utf-8"))
        for word in words(text)
    }


def content_of(language):
    files = (ROOT / "tests" / "sites" / language / "content").rglob("*.*")
    return {word for file in files for word in re.findall(r"[^\W\d_]+", file.read_text("utf-8"))}


def test_no_word_of_the_product_is_left_in_english(site, language):
    if language == "zh-Hans":
        assert words_of(site) - LATIN == set()
        return
    messages = [one.string for one in catalogue_of(LANGUAGES / f"{language}.po") if one.id]
    translated = {
        word for text in messages for one in ([text] if isinstance(text, str) else text) for word in words(one)
    }
    english = {word for _, id in said() for one in ([id] if isinstance(id, str) else id) for word in words(one)}
    settings = words((ROOT / "tests" / "sites" / language / "site.yaml").read_text("utf-8"))
    assert words_of(site) & (english - translated - content_of(language) - settings - LATIN) == set()


def test_feeds_calendars_and_the_data_page_speak_it_too(site, language):
    expected = {
        "zh-Hans": ("更正 – 电动车账本", "SUMMARY:2025年：极光汽车，交付量目标：超过120\\,000辆", "注明来源的数据的全部版本"),
        "de": ("Berichtigungen – Das Autobuch", "SUMMARY:2025: Aurora\\, Auslieferungen (Ziel): über 120.000", "Zahlen und Aussagen mit Quelle"),
    }  # fmt: skip
    places = ["corrections/feed.xml", "calendar.ics", "data/index.html"]
    texts = [
        (site / place).read_text("utf-8").replace("\r\n ", "").replace("\N{NO-BREAK SPACE}", " ") for place in places
    ]
    assert [words for words, text in zip(expected[language], texts, strict=True) if words not in text] == []


FIGURES = {
    "zh-Hans": {
        "companies/aurora/deliveries": ["超过120,000辆", "交付量目标，2025年", "交付量，2024年上半年", "交付量，2025年第1季度", "2条记录"],
        "companies/aurora": ["极光、晨曦"],
        "companies/aurora/revenue": ["100亿元", "收入，2024年"],
        "models/sun/price": ["215,900元"],
        "news/march": ["作者：王一和李二", "记录于2025年4月2日", "15%", "正文中的6处数字均有注明的来源", "数据不符之处", "各部分之和与总数不符：极光汽车，交付量，2025年3月：8,250辆；"],
        "news/refers": ["本文所引用的"],
        "news/withdrawn": ["本文已撤回"],
    },
    "de": {
        "companies/aurora/deliveries": ["über 120.000", "Auslieferungen (Ziel), 2025", "Auslieferungen, 1. Halbjahr 2024", "2 Einträge", "18 % des letzten Ziels"],
        "companies/aurora/revenue": ["4,2 Milliarden Euro", "Umsatz, 2024"],
        "companies/aurora/profit": ["−12,5 Millionen Euro"],
        "news/maerz": ["Von Eva Beck, Jan Cron und Ole Dorn", "Veröffentlicht am 2. April 2025", "rund 10.000", "15,5 %"],
    },
}  # fmt: skip


def test_figures_dates_and_lists_are_as_the_language_writes_them(site, language):
    missing = []
    for place, expected in FIGURES[language].items():
        tree = LexborHTMLParser((site / place / "index.html").read_text("utf-8"))
        text = " ".join(tree.body.text().replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "").split())
        missing += [(place, one) for one in expected if one not in text]
    assert missing == []


def test_every_page_says_which_language_it_is_in(site, language):
    tags = {page.read_text("utf-8").partition("<html ")[2].partition(">")[0] for page in site.rglob("*.html")}
    assert tags == {f'lang="{language}"'}


def test_another_word_of_the_themes_own_shows_after_the_next_build_as_after_a_clean_one(tmp_path):
    source, once, twice = ROOT / "tests" / "sites" / "de", tmp_path / "once", tmp_path / "twice"
    built(source, twice)
    for folder in (twice, once):
        (folder / "theme" / "messages").mkdir(parents=True)
        words = 'msgid "Archive"\nmsgstr "Ablage"\n\nmsgid "%(metric)s target"\nmsgstr "Soll: %(metric)s"\n'
        (folder / "theme" / "messages" / "de.po").write_text(words, encoding="utf-8")
    again, clean = built(source, twice), built(source, once)
    changed = "Soll: Auslieferungen" in (again / "companies/aurora/deliveries/index.html").read_text("utf-8")
    files = {path.relative_to(clean): path.read_bytes() for path in clean.rglob("*") if path.is_file()}
    assert (
        changed,
        {path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()} == files,
    ) == (True, True)
