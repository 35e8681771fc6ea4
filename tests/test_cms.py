"""A site with a web editor, built: what is published of it, what pages and hosts are told, and that others have none."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from factledger.model.build_request import Request
from factledger.pipeline import build
from tests.folders import after_an_edit, tree
from tests.serving import RunningPreview, free_port

ROOT = Path(__file__).parent.parent
NOW = datetime(2025, 6, 1, tzinfo=UTC)
FILES = {
    "site.yaml": "title: Test\nurl: https://example.org/ev/\n",
    "content/metrics.yaml": "deliveries: {name: Deliveries, unit: vehicles}\n",
    "content/articles/a.md": "---\ntitle: A story\ndate: 2025-03-18\n---\nWords.\n",
    "cms/package.json": '{"name": "@sveltia/cms", "version": "0.221.1"}',
    "cms/npm/index.js": "export default {init() {}};",
    "cms/LICENSE.txt": "MIT",
}
WITH_CMS = "cms: {package: cms, backend: {name: github, repo: desk/site, base_url: 'https://auth.example.org'}}\n"


@pytest.fixture
def site(project):
    folder = project(FILES)
    (folder / "site.yaml").write_text(FILES["site.yaml"] + WITH_CMS, "utf-8")
    return folder


def lines(report):
    return [str(problem) for problem in report.problems]


def text(folder, path):
    return (folder / "public" / path).read_text("utf-8")


def test_the_editor_is_published_beside_the_site_and_no_page_of_it(site):
    assert lines(build(Request(project=site, now=NOW))) == []
    assert sorted(path for path in tree(site / "public") if path.startswith("admin/")) == [
        "admin/config.yml",
        "admin/index.html",
        "admin/start.js",
        "admin/sveltia-cms-0.221.1/LICENSE.txt",
        "admin/sveltia-cms-0.221.1/npm/index.js",
    ]
    config = yaml.safe_load(text(site, "admin/config.yml"))
    assert config["backend"] == {"name": "github", "repo": "desk/site", "base_url": "https://auth.example.org"}
    assert "admin" not in text(site, "sitemap.xml") + text(site, "index.html")
    assert '<meta name="robots" content="noindex">' in text(site, "admin/index.html")


def test_every_page_brings_its_policy_and_the_editors_is_its_own(site):
    build(Request(project=site, now=NOW))
    page, admin, headers = (text(site, path) for path in ("news/a/index.html", "admin/index.html", "_headers"))
    assert "default-src &#39;self&#39;; img-src" in page
    assert "connect-src &#x27;self&#x27; data: blob: https://api.github.com" in admin
    assert "https://auth.example.org" in admin
    rules = {block.split("\n")[0]: block for block in headers.replace("\n/", "\n\n/").split("\n\n")}
    assert "Content-Security-Policy" not in rules["/ev/*"]
    assert rules["/ev/admin/*"] == "/ev/admin/*\n  X-Robots-Tag: noindex"


def test_a_site_without_one_has_nothing_of_it(site):
    (site / "site.yaml").write_text(FILES["site.yaml"], "utf-8")
    build(Request(project=site, now=NOW))
    assert [path for path in tree(site / "public") if path.startswith("admin/")] == []
    assert "Content-Security-Policy" not in text(site, "news/a/index.html")
    assert "frame-ancestors" in text(site, "_headers")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/metrics.yaml", "deliveries:", "orders: {name: Orders, unit: vehicles}\ndeliveries:"),
        ("cms/npm/index.js", "export", "/* newer */ export"),
        ("cms/package.json", "0.221.1", "0.222.0"),
        ("site.yaml", "desk/site", "desk/other"),
        ("content/articles/a.md", "Words.", "Other words."),
        ("site.yaml", WITH_CMS, ""),
    ],
)
def test_a_warm_build_gives_what_a_clean_one_gives(site, path, old, new):
    warm, clean = after_an_edit(site, path, old, new, now=NOW)
    assert warm == clean


def test_a_page_of_content_cannot_take_the_editors_place(site):
    (site / "content/pages").mkdir()
    (site / "content/pages/admin.md").write_text("---\ntitle: Admin\n---\nWords.\n", "utf-8")
    (told,) = lines(build(Request(project=site, now=NOW)))
    assert told.startswith("content/pages/admin.md: url-clash: this page and that of site.yaml would both be '/admin/'")


def test_a_preview_shows_its_panel_on_pages_and_leaves_the_editor_alone(site):
    preview = RunningPreview(site, free_port())
    page = preview.wait_for("/news/a/", lambda text: "Words." in text)
    admin = preview.wait_for("/admin/", lambda text: "cms-config-url" in text)
    preview.stop()
    told = ("Content-Security-Policy", "<factledger-panel>", "/livereload.js")
    assert [one in page for one in told] == [False, True, True]
    assert [one in admin for one in told] == [True, False, False]
