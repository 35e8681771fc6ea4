"""Where lines end in German and Chinese, on a phone and in the narrow columns of a tablet."""

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
        for (const { index } of node.data.matchAll(/(?<=\S)[，。、；：？！）》」]|(?<=\d)\d|(?<=[^\s\d])[,.;:!?)]/gu)) {
            const [before, here] = [box(node, index - 1), box(node, index)];
            if (before?.width && here?.width && here.top >= before.bottom - 2)
                found.push(node.data.slice(Math.max(index - 12, 0), index) + "|" + node.data.slice(index, index + 8));
        }
    }
    return found;
}"""


@pytest.mark.parametrize(("language", "base"), [("de", "de"), ("zh-Hans", "zh")])
def test_no_line_begins_with_a_sign_and_no_number_is_cut_in_two(open_page, tmp_path, language, base):
    shutil.copytree(ROOT / "tests" / "sites" / language, tmp_path / "project")
    build(Request(project=tmp_path / "project", now=NOW, workers=1))
    served = tmp_path / "served"
    shutil.copytree(tmp_path / "project" / "public", served / base)
    paths = [paths[0] for paths in by_kind(served / base).values()]
    faults = {}
    with serving(served) as address:
        for width in (360, 768):
            page = open_page(width)
            for path in paths:
                page.goto(f"{address}{base}/{path}")
                found = page.evaluate(FAULTS)
                if found:
                    faults[width, path] = found
    assert faults == {}


def test_what_this_test_looks_for_can_be_seen(open_page):
    page = open_page(360)
    page.set_content(
        "<p style='width: 10.5ch; font-family: monospace; word-break: break-all'>Umsatz20252026"
        "<p style='width: 3px; line-break: anywhere'>交付，目标"  # whatever fonts there are
    )
    number, sign = page.evaluate(FAULTS)
    assert (number[0], sign) == ("U", "交付|，目标")
