"""The pages in a real browser, for those who cannot see them well or have only a keyboard."""

import pytest

# A function of axe's options; what it finds, a line for each element.
VIOLATIONS = """options => axe.run(options).then(results => results.violations.flatMap(
    found => found.nodes.map(node => `${found.id}: ${node.target}`)))"""
# The rules that colours can break: the elements of a page are the same in both schemes, so the others say the same twice.
OF_COLORS = {"runOnly": ["color-contrast", "link-in-text-block"]}
STOPS = 60  # of the keyboard that are looked at on a page
# What is wrong with where the keyboard is: nothing to be seen, something else over its middle, no outline; null at the end.
FOCUS_FAULT = """(() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const box = [...one.getClientRects()].find(({ width, height }) => width * height > 4);
    if (!box) return `${one.outerHTML.slice(0, 80)}: not seen`;
    const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (!over || !(over.contains(one) || one.contains(over))) return `${one.outerHTML.slice(0, 80)}: covered`;
    return getComputedStyle(one).outlineStyle === "none" ? `${one.outerHTML.slice(0, 80)}: no outline` : "";
})()"""


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_no_violation_on_a_page_of_each_kind(open_page, axe, address, page_of_each_kind, width):
    page = open_page(width, reduced_motion="reduce")
    violations = {}
    for path in page_of_each_kind:
        page.goto(address + path)
        page.evaluate(axe)
        for scheme, options in (("light", {}), ("dark", OF_COLORS)):
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate(VIOLATIONS, options)
            if found:
                violations[path, scheme] = found
    assert violations == {}


def test_the_skip_link_is_the_first_stop_of_the_keyboard(open_page, address, page_of_each_kind):
    page = open_page(360)
    stops = {}
    for path in page_of_each_kind:
        page.goto(address + path)
        page.keyboard.press("Tab")
        target = page.evaluate("document.activeElement.getAttribute('href')")
        if not target or not target.startswith("#") or not page.locator(target).count():
            stops[path] = target
    assert stops == {}


@pytest.mark.parametrize("width", [360, 1280])
def test_where_the_keyboard_is_can_be_seen(open_page, address, page_of_each_kind, width):
    page = open_page(width, reduced_motion="reduce")
    faults = {}
    for path in page_of_each_kind:
        page.goto(address + path)
        for _ in range(STOPS):
            page.keyboard.press("Tab")
            fault = page.evaluate(FOCUS_FAULT)
            if fault is None:
                break
            if fault:
                faults[path, fault] = True
    assert list(faults) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_these_tests_look_for_can_be_seen(open_page, axe, scheme):
    page = open_page(320, scheme)
    page.set_content(
        "<!doctype html><html lang=en><title>x</title><style>@media (prefers-color-scheme: dark) { p { color: #eee } }"
        "</style><main><h1>x</h1><img src='data:,'><p>Pale words"
    )
    page.evaluate(axe)
    assert page.evaluate(VIOLATIONS, {}) == ["color-contrast: p"] * (scheme == "dark") + ["image-alt: img"]
    assert page.evaluate(VIOLATIONS, OF_COLORS) == ["color-contrast: p"] * (scheme == "dark")
