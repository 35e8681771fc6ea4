"""Where lines end and lie in English, German and Chinese: on a phone, in the narrow columns of a tablet, on a desk."""

import shutil
from datetime import UTC, datetime

import pytest

from factledger.model.build_request import Request
from factledger.pipeline import build
from tests.browser.conftest import ROOT, by_kind, serving

NOW = datetime(2026, 3, 1, tzinfo=UTC)
# Lines that begin with a sign (W3C, Requirements for Chinese Text Layout, 3.1.3), and numbers that are cut in two.
FAULTS = r"""() => {
    const range = document.createRange(), found = [];
    const box = (node, at) => (range.setStart(node, at), range.setEnd(node, at + 1), range.getClientRects()[0]);
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = texts.nextNode()); ) {
        if (node.parentElement.offsetWidth <= 1) continue; // for those who listen
        if (/\d{10}/.test(node.data)) continue; // the number of a page in its address
        for (const { index } of node.data.matchAll(/(?<=\S)[，。、；：？！）》」]|(?<=\d)\d|(?<=[^\s\d])[,.;:!?)]/gu)) {
            const [before, here] = [box(node, index - 1), box(node, index)];
            if (before?.width && here?.width && here.top >= before.bottom - 2)
                found.push(node.data.slice(Math.max(index - 12, 0), index) + "|" + node.data.slice(index, index + 8));
        }
    }
    return found;
}"""

# Words of alphabets that end a line without a hyphen, texts over one another, and texts beyond the right edge of the page.
MISPLACED = r"""() => {
    const range = document.createRange(), found = [], lines = [];
    const box = (node, at) => (range.setStart(node, at), range.setEnd(node, at + 1), range.getClientRects()[0]);
    const isTorn = (node, at) => {
        const [before, here] = [box(node, at - 1), box(node, at)];
        return before?.width && here?.width && here.top >= before.bottom - 2;
    };
    const isTornWithoutHyphen = (node, at) => {
        const { style } = node.parentElement, own = style.hyphens;
        style.hyphens = "manual";
        const answer = isTorn(node, at);
        style.hyphens = own;
        return answer;
    };
    const main = document.querySelector("main") ?? document.body;
    const right = main.getBoundingClientRect().right - parseFloat(getComputedStyle(main).paddingRight);
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = texts.nextNode()); ) {
        const own = node.parentElement, seen = own.closest("svg, body");
        if (!node.data.trim() || !own.checkVisibility() || (seen === document.body && own.offsetWidth <= 1)) continue;
        if (own.closest(".unseen, title, desc") || own.closest("thead")?.getBoundingClientRect().width <= 2) continue;
        range.selectNodeContents(node);
        const rects = [...range.getClientRects()].filter((rect) => rect.width > 1);
        for (const rect of rects) {
            lines.push({ node, left: rect.left, right: rect.right, top: rect.top + rect.height * 0.3, bottom: rect.bottom - rect.height * 0.3 });
            if (main.contains(own) && !own.closest(".scroll, .table, pre") && rect.right > right + 1.5)
                found.push("beyond the edge: " + node.data.trim());
        }
        if (rects.length > 1 && !node.data.includes("/"))
            for (const { index } of node.data.matchAll(/(?<=[\p{Script=Latin}])\p{Script=Latin}/gu))
                if (isTorn(node, index) && isTornWithoutHyphen(node, index))
                    found.push("torn: " + node.data.slice(Math.max(index - 12, 0), index) + "|" + node.data.slice(index, index + 8));
    }
    lines.sort((one, other) => one.top - other.top);
    lines.forEach((one, number) => {
        for (const other of lines.slice(number + 1)) {
            if (other.top >= one.bottom - 1) break;
            const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
            if (one.node !== other.node && wide > 1.5)
                found.push("over one another: " + one.node.data.trim() + ", " + other.node.data.trim());
        }
    });
    return found;
}"""
SITES = [("en", "."), ("de", "de"), ("zh-Hans", "zh")]


@pytest.fixture(scope="module", params=SITES, ids=[language for language, _ in SITES])
def site(request, tmp_path_factory):
    """Where a site in one of the languages is served, and its fullest page of each kind."""
    language, base = request.param
    if language == "en":
        folder = request.getfixturevalue("site_at_root")
        served = folder
    else:
        project = tmp_path_factory.mktemp(language)
        shutil.copytree(ROOT / "tests" / "sites" / language, project, dirs_exist_ok=True)
        build(Request(project=project, now=NOW, workers=1))
        served = tmp_path_factory.mktemp("served")
        folder = served / base
        shutil.copytree(project / "public", folder)
    with serving(served) as address:
        yield [f"{address}{base}/{paths[0]}".replace("/./", "/") for paths in by_kind(folder).values()]


def faults(page, addresses, expression):
    """What is found on pages, by address."""
    found = {}
    for address in addresses:
        page.goto(address)
        found[address] = page.evaluate(expression)
    return {address: one for address, one in found.items() if one}


@pytest.mark.parametrize("width", [360, 768])
def test_no_line_begins_with_a_sign_and_no_number_is_cut_in_two(open_page, site, width):
    assert faults(open_page(width), site, FAULTS) == {}


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_no_word_is_torn_and_no_text_lies_over_another_or_beyond_the_edge(open_page, site, width):
    assert faults(open_page(width), site, MISPLACED) == {}


def test_what_this_test_looks_for_can_be_seen(open_page):
    page = open_page(360)
    page.set_content(
        "<p style='width: 10.5ch; font-family: monospace; word-break: break-all'>Umsatz20252026"
        "<p style='width: 3px; line-break: anywhere'>交付，目标"  # whatever fonts there are
    )
    number, sign = page.evaluate(FAULTS)
    assert (number[0], sign) == ("U", "交付|，目标")


def test_what_is_misplaced_can_be_seen(open_page):
    page = open_page(360)
    page.set_content(
        "<body style='margin: 0; font-family: monospace'><main>"
        "<p style='width: 12.5ch; overflow-wrap: anywhere'>Jahrespressekonferenz"
        "<p style='width: 21ch'>Jahrespressekonferenz ganz<p style='margin-top: -2lh; width: 30ch'>Halbjahr"
        "<p style='width: 400px; text-align: end'>480"
    )
    found = page.evaluate(MISPLACED)
    assert [one.partition(":")[0] for one in found] == ["torn", "beyond the edge", "over one another"]
    assert found[0] == "torn: Jahrespresse|konferen"


def test_the_names_of_key_figures_stand_in_one_line(open_page, site):
    page = open_page(1280)
    uneven = {}
    for address in site:
        page.goto(address)
        tops = page.evaluate(
            "[...document.querySelectorAll('.key-figures .key-figure > b')].map(one => Math.round(one.getBoundingClientRect().top))"
        )
        if len(set(tops)) > 1:
            uneven[address] = tops
    assert uneven == {}


def test_a_timelines_line_ends_at_its_last_mark(open_page, site):
    page = open_page(360)
    page.goto(next(address for address in site if address.endswith("timeline/")))
    ends = page.evaluate(
        """() => [...document.querySelectorAll(".entry")].filter((one) => one.checkVisibility()).map((one) => {
            const line = getComputedStyle(one.lastElementChild, "::before");
            const isLast = ![...one.parentElement.children].slice([...one.parentElement.children].indexOf(one) + 1)
                .some((next) => next.checkVisibility());
            return isLast ? (line.display === "none" ? 0 : parseFloat(line.height)) : 0;
        })"""
    )
    assert ends
    assert max(ends) < 20
