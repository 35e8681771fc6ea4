"""Share cards in whole builds: named by their content, drawn where they are wanted, and told to other sites."""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from factledger import incremental_build
from factledger.model.build_request import Request
from tests.folders import tree

ROOT = Path(__file__).parent.parent
NOW = datetime(2025, 6, 1, tzinfo=UTC)
STORY = """---
title: {title}
date: 2025-03-18
companies: [xiaomi]
sources: {{release: {{name: A release, url: "https://example.org/a"}}}}
facts: [{{metric: deliveries, kind: target, period: 2025, value: "{value}"}}]
{more}---
The text.
"""
FILES = {
    "site.yaml": "title: Test\nurl: https://example.org/ev/\nshare_cards: true\n",
    "content/metrics.yaml": "deliveries: {name: Deliveries, unit: vehicles}\n",
    "content/companies/xiaomi.md": "---\nname: Xiaomi\nnative_name: 小米集团\n---\n",
    "content/articles/lifts.md": STORY.format(title="Xiaomi lifts its target", value="350,000", more=""),
}
META = re.compile(r'<meta property="og:(image[^"]*)" content="([^"]*)">')


@pytest.fixture
def site(project):
    return project({f"site/{path}": text for path, text in FILES.items()}) / "site"


def built(site):
    report = incremental_build.build(Request(project=site, now=NOW))
    assert [str(problem) for problem in report.problems] == []
    return tree(report.output)


def write(site, path, text):
    (site / path).write_text(text, "utf-8")


def cards(files):
    return {path for path in files if path.startswith("images/cards/")}


def told(files, path):
    return dict(META.findall(files[f"{path}index.html"].decode().replace("\N{NO-BREAK SPACE}", " ")))


def test_other_sites_are_told_of_the_card_with_its_size_and_what_it_shows(site):
    files = built(site)
    (card,) = [path for path in cards(files) if path.startswith("images/cards/lifts.")]
    assert told(files, "news/lifts/") == {
        "image": f"https://example.org/ev/{card}",
        "image:width": "1200",
        "image:height": "630",
        "image:alt": "Xiaomi lifts its target · Deliveries target, 2025: 350,000 vehicles",
    }
    assert f'"image":["https://example.org/ev/{card}"]' in files["news/lifts/index.html"].decode()
    assert told(files, "companies/xiaomi/")["image:alt"] == "Xiaomi · Deliveries target, 2025: 350,000 vehicles"
    assert told(files, "archive/")["image"].startswith("https://example.org/ev/assets/share.")


EDITS = {
    "another title": ("another", STORY.format(title="Xiaomi aims higher", value="350,000", more="")),
    "another figure": ("another", STORY.format(title="Xiaomi lifts its target", value="360,000", more="")),
    "another text": ("same", FILES["content/articles/lifts.md"] + "More.\n"),
    "another summary, for which there is room": (
        "another",
        STORY.format(title="Xiaomi lifts its target", value="350,000", more="summary: By a sixth.\n"),
    ),
    "a retraction": (
        "another",
        STORY.format(
            title="Xiaomi lifts its target",
            value="350,000",
            more="corrections: [{date: 2025-03-19, kind: retraction, reason: It was invented.}]\n",
        ),
    ),
}


@pytest.mark.parametrize("edited", EDITS)
def test_after_an_edit_the_cards_are_those_of_a_clean_build_and_others_only_where_they_show_it(site, tmp_path, edited):
    expected, text = EDITS[edited]
    before = built(site)
    write(site, "content/articles/lifts.md", text)
    after = built(site)
    clean = shutil.copytree(site, tmp_path / "clean", ignore=shutil.ignore_patterns("public", ".factledger"))
    assert after == built(clean)
    assert ("same" if cards(after) == cards(before) else "another") == expected


def test_a_card_that_was_damaged_is_drawn_again(site):
    before = built(site)
    (site / "public" / min(cards(before))).write_bytes(b"damaged")
    assert built(site) == before


def test_without_the_setting_there_are_no_cards(site):
    built(site)
    write(site, "site.yaml", "title: Test\nurl: https://example.org/ev/\n")
    files = built(site)
    assert cards(files) == set()
    assert told(files, "news/lifts/") == {"image": told(files, "archive/")["image"]}


def test_a_title_that_no_font_has_letters_for_has_the_card_of_the_theme_until_a_font_is_named(site):
    write(site, "content/articles/lifts.md", STORY.format(title="小米上调目标", value="350,000", more=""))
    files = built(site)
    assert told(files, "news/lifts/") == {"image": told(files, "archive/")["image"]}
    (site / "fonts").mkdir()
    shutil.copyfile(ROOT / "tests" / "fonts" / "eight-characters.ttf", site / "fonts" / "chinese.ttf")
    write(site, "site.yaml", f"{FILES['site.yaml']}share_font: fonts/chinese.ttf\n")
    files = built(site)
    assert told(files, "news/lifts/")["image:width"] == "1200"
    assert told(files, "companies/xiaomi/")["image:alt"].startswith("Xiaomi 小米集团 · ")


@pytest.mark.parametrize("content", [None, b"no font"])
def test_a_font_that_is_none_is_an_error_with_its_place(site, content):
    if content is not None:
        (site / "chinese.ttf").write_bytes(content)
    write(site, "site.yaml", f"{FILES['site.yaml']}share_font: chinese.ttf\n")
    (problem,) = incremental_build.build(Request(project=site, now=NOW)).problems
    assert str(problem) == (
        "site.yaml:4:13: settings: 'chinese.ttf' is no font; name a file of the project in TrueType or OpenType"
    )


def test_another_font_draws_all_cards_again(site):
    write(site, "site.yaml", f"{FILES['site.yaml']}share_font: chinese.ttf\n")
    shutil.copyfile(ROOT / "tests" / "fonts" / "eight-characters.ttf", site / "chinese.ttf")
    before = built(site)
    shutil.copyfile(ROOT / "factledger" / "render" / "fonts" / "newsreader-text.ttf", site / "chinese.ttf")
    assert cards(built(site)).isdisjoint(cards(before))
