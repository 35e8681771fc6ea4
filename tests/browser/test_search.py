"""The search page in a real browser, below a path and under the content policy that the site ships; a walk by keyboard alone."""

import shutil
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest

from factledger.model.build_request import Request
from factledger.pipeline import build
from tests.browser.conftest import ROOT
from tests.browser.test_accessibility import VIOLATIONS
from tests.browser.test_hostile import WATCH, rules_of
from tests.browser.test_hostile import serving as serving_with
from tests.browser.test_pages import WIDTH_NEEDED

LIFTS = "Xiaomi lifts its delivery target for 2025 to 350,000 cars"
FIRST = {
    "小米": "Xiaomi 小米集团",
    "集团": "Seres 赛力斯集团股份有限公司",
    "350,000": LIFTS,
    "350000": LIFTS,
    "350 000": LIFTS,
    "driver assistance crash": "Three die in an SU7 on an expressway in Anhui",  # whose title one has forgotten
    "Chengdu": "Xiaomi’s shares fall by up to 8.7% after a fatal crash in Chengdu",
}
MOST = 250  # stops of the keyboard on a page
FOCUSED = "document.activeElement.innerText.trim()"


@pytest.fixture(scope="module")
def site(site_below_ev, tmp_path_factory):
    """Where the site is served below /ev/, with the headers that it ships."""
    folder = tmp_path_factory.mktemp("host")
    (folder / "ev").symlink_to(site_below_ev)
    with serving_with(folder, rules_of(site_below_ev)) as address:
        yield f"{address}ev/"


LANGUAGES = {
    "de": (
        "Aurora erhöht sein Ziel",
        "Aurora will 350.000 Fahrzeuge ausliefern, sagte die Geschäftsführerin in Köln.",
        ("350.000", "350000", "erhöhte", "Geschäftsführerin", "köln"),
    ),
    "zh-Hans": (
        "小鹏汽车上调目标",
        "雷军在微博上表示，今年将交付350,000辆汽车。",
        ("小鹏", "鹏汽", "雷军", "交付", "350000", "车", "微博 350,000"),
    ),
}


@pytest.fixture(scope="module", params=LANGUAGES)
def foreign(request, tmp_path_factory):
    """A site of two stories in another language: its language, and where it is served."""
    folder, (title, text, _) = tmp_path_factory.mktemp(request.param), LANGUAGES[request.param]
    shutil.copytree(ROOT / "theme", folder / "theme")
    (folder / "content" / "articles").mkdir(parents=True)
    settings = f"title: T\nurl: https://example.org/\nlanguage: {request.param}\nsearch: true\n"
    (folder / "site.yaml").write_text(f"{settings}rules: {{unknown-figure: off}}\n", "utf-8")
    for name, words in (
        ("one", f"title: {title}\ndate: 2025-03-18\n---\n{text}\n"),
        ("two", "title: X\ndate: 2025-03-17\n---\nY 35.\n"),
    ):
        (folder / "content" / "articles" / f"{name}.md").write_text(f"---\n{words}", "utf-8")
    report = build(Request(project=folder, now=datetime(2025, 6, 1, tzinfo=UTC)))
    assert not report.has_errors, report.problems
    with serving_with(folder / "public", rules_of(folder / "public")) as address:
        yield request.param, address


@pytest.fixture
def open_page(browser):
    """Opens pages that note what the policy stops and what goes wrong."""
    contexts = []

    def opened(**options):
        context = browser.new_context(**options)
        contexts.append(context)
        context.add_init_script(WATCH)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text) if said.type != "log" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()


def ask(page, words):
    """Type into the field that has the focus, and wait for what is found."""
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="Results").wait_for()


def tab_to(page, holds):
    """Press the tabulator until what has the focus is right, as the browser's own script says."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate(f"(one => Boolean({holds}))(document.activeElement)"):
            return
    raise AssertionError(f"no stop of the keyboard on {page.url} is right: {holds}")


@pytest.mark.parametrize("words", FIRST)
def test_what_is_typed_finds_the_right_page_first(open_page, site, words):
    page = open_page()
    page.goto(f"{site}search/")
    tab_to(page, "one.name === 'q'")
    ask(page, words)
    first = page.locator(".found__item").first
    assert first.get_by_role("heading").inner_text() == FIRST[words]
    assert (page.complaints, page.evaluate("self.violations ?? []")) == ([], [])


def test_a_site_in_another_language_is_searched_in_it(open_page, foreign):
    language, address = foreign
    title, _, asked = LANGUAGES[language]
    page, found = open_page(), {}
    for words in asked:
        page.goto(f"{address}search/?{urlencode({'q': words})}")
        page.locator(".found__item").first.wait_for()
        found[words] = page.locator(".found__title").all_inner_texts()
    assert found == {words: [title] for words in asked}
    assert page.complaints == []


def test_a_search_has_an_address_that_can_be_come_back_to(open_page, site):
    page = open_page()
    page.goto(f"{site}search/?q=target&kind=story&company=xiaomi&year=2025&order=new")
    page.get_by_role("status").filter(has_text="Results").wait_for()
    kinds = page.locator(".found__kind").all_inner_texts()
    assert all("Story" in kind and "Xiaomi" in kind and "2025" in kind for kind in kinds)
    page.locator(".found a").first.click()
    page.go_back()
    page.get_by_role("status").filter(has_text="Results").wait_for()
    assert page.get_by_label("Words, names or figures").input_value() == "target"
    assert page.get_by_label("Company").input_value() == "xiaomi"
    page.go_back(wait_until="commit")
    assert page.url == "about:blank"


def test_a_choice_tells_how_many_results_it_would_leave(open_page, site):
    page = open_page()
    page.goto(f"{site}search/?q=Chengdu")
    page.get_by_role("option", name="Story (1)").wait_for(state="attached")
    page.get_by_label("Kind").select_option(label="Story (1)")
    page.get_by_role("status").filter(has_text="Results: 1").wait_for()
    assert page.url.endswith("/search/?q=Chengdu&kind=story")
    assert page.get_by_role("option", name="Model (0)").is_disabled()


def test_what_is_not_found_is_said_and_the_lists_stay(open_page, site):
    page = open_page()
    page.goto(f"{site}search/?q=zzzzzz")
    page.get_by_role("status").filter(has_text="Nothing found").wait_for()
    assert page.get_by_role("link", name="Companies").last.is_visible()


def test_nothing_of_the_index_is_loaded_before_the_search_is_used(open_page, site):
    page = open_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}search/", wait_until="networkidle")
    before = [url for url in asked if "pagefind" in url]
    page.get_by_label("Words, names or figures").focus()
    page.wait_for_event("request", lambda request: "pagefind" in request.url)
    assert before == []


def test_where_the_index_cannot_be_had_the_lists_are_offered(open_page, site):
    page = open_page()
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(f"{site}search/?q=Xiaomi")
    page.get_by_role("status").filter(has_text="cannot be loaded").wait_for()
    assert page.get_by_role("link", name="Companies").last.is_visible()


def test_without_scripts_the_page_offers_the_lists_and_no_form(open_page, site):
    page = open_page(java_script_enabled=False)
    page.goto(f"{site}search/?q=Xiaomi")
    assert page.locator("form").is_hidden()
    links = page.locator("#search--registers a")
    assert {"Companies", "Models", "Topics", "Timeline", "Metrics", "Archive"} <= set(links.all_inner_texts())
    links.filter(has_text="Archive").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Archive"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_no_violation_among_results_and_nothing_is_too_wide(open_page, axe, site, scheme, width):
    page = open_page(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    page.goto(f"{site}search/?q=350,000&kind=story")
    page.get_by_role("status").filter(has_text="Results").wait_for()
    page.evaluate(axe)
    assert (page.evaluate(VIOLATIONS, {}), page.evaluate(WIDTH_NEEDED)) == ([], width)


def follow(page, holds, leads_to):
    """Go on from a link, by keyboard."""
    tab_to(page, holds)
    page.keyboard.press("Enter")
    page.wait_for_url(leads_to)


@pytest.mark.parametrize("with_scripts", [True, False])
def test_a_reader_walks_from_home_to_a_source_by_keyboard_alone(open_page, site, with_scripts):
    page = open_page(java_script_enabled=with_scripts)
    page.goto(site)
    follow(page, "one.innerText.trim() === 'Search'", "**/search/")
    if with_scripts:
        tab_to(page, "one.name === 'q'")
        ask(page, "350,000")
    else:
        follow(page, "one.matches('main a') && one.innerText === 'Archive'", "**/archive/")
        follow(page, "one.pathname?.endsWith('/archive/2025/03/')", "**/archive/2025/03/")
    follow(page, f"one.innerText.replaceAll('\\u00a0', ' ') === '{LIFTS}'", "**/news/xiaomi-lifts-2025-target/")
    figure = "one.matches('.prose a.figure') && one.innerText.includes('350,000')"
    if with_scripts:
        tab_to(page, figure)
        page.keyboard.press("Enter")
        figure = "one.matches('.figure-card__more')"
    follow(page, figure, "**/companies/xiaomi/deliveries/#**")
    follow(page, "one.pathname?.endsWith('/metrics/deliveries/')", "**/metrics/deliveries/")
    tab_to(page, "one.matches('main a') && one.host && one.host !== location.host")
    assert page.evaluate("document.activeElement.protocol") == "https:"
