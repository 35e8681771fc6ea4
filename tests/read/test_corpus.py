"""A whole content folder."""

import hashlib
from io import BytesIO

from PIL import Image

from factledger.model.corpus_and_site import Corpus, ImageFile
from factledger.model.entities import OldAddress
from factledger.model.facts import Counting, Metric
from factledger.model.problems import Place
from factledger.model.settings import Settings
from factledger.read.content_folder import read_corpus

ARTICLE = "---\ntitle: A\ndate: 2025-02-03\n---\n"
NAMED = "---\nname: A\n---\n"


def test_every_file_is_read_by_what_its_folder_says(project):
    picture = BytesIO()
    Image.new("RGB", (30, 20)).save(picture, "png")
    folder = project(
        {
            "content/articles/b.md": ARTICLE,
            "content/articles/2025/a.md": ARTICLE,
            "content/companies/xiaomi.md": NAMED,
            "content/models/su7.md": NAMED,
            "content/people/lei-jun.md": NAMED,
            "content/markets/china.md": NAMED,
            "content/topics/targets.md": NAMED,
            "content/pages/about.md": "---\ntitle: About\naliases: [/who/]\n---\nWe.\n",
            "content/metrics.yaml": "sales: {name: Sales, unit: vehicles, counts: at a moment, adds_up: yes}\n",
            "content/images/2025/car.png": picture.getvalue(),
            "content/images/map.svg": "<svg/>",
        }
    )
    corpus, problems = read_corpus(folder, Settings())
    assert problems == ()
    assert [article.id for article in corpus.articles] == ["a", "b"]
    assert [str(entity.key) for entity in corpus.entities] == [
        "company:xiaomi",
        "model:su7",
        "person:lei-jun",
        "market:china",
        "topic:targets",
    ]
    assert [(page.id, page.title, page.redirects, page.prose.html) for page in corpus.pages] == [
        ("about", "About", (OldAddress("/who/", Place("content/pages/about.md", 3, 11)),), "<p>We.</p>")
    ]
    assert corpus.metrics == (
        Metric(
            id="sales",
            name="Sales",
            unit="vehicles",
            place=Place("content/metrics.yaml", 1, 1),
            counts=Counting.AT_MOMENT,
            adds_up=True,
        ),
    )
    assert corpus.images == {
        "2025/car.png": ImageFile(hashlib.sha256(picture.getvalue()).hexdigest(), (30, 20)),
        "map.svg": ImageFile(hashlib.sha256(b"<svg/>").hexdigest(), (0, 0)),
    }


def test_what_editors_programs_leave_behind_is_nobodys_content(project):
    folder = project(
        {
            "content/articles/a.md": ARTICLE,
            "content/articles/a.md~": "x",
            "content/articles/.a.md.swp": "x",
            "content/articles/.#a.md": "x",
            "content/articles/#a.md#": "x",
            "content/.DS_Store": "x",
            "content/.git/config": "x",
            "content/images/Thumbs.db": "x",
        }
    )
    corpus, problems = read_corpus(folder, Settings())
    assert ([article.id for article in corpus.articles], problems) == (["a"], ())


def test_a_project_without_content_says_so(tmp_path):
    corpus, problems = read_corpus(tmp_path, Settings())
    assert corpus == Corpus(settings=Settings())
    assert [str(problem) for problem in problems] == [
        "content: unreadable-file: there is no folder content/; start in the project's folder"
    ]


def test_names_that_differ_in_case_alone_are_two(project):
    folder = project({"content/articles/a.md": ARTICLE, "content/articles/old/A.md": ARTICLE})
    corpus, problems = read_corpus(folder, Settings())
    assert ([article.id for article in corpus.articles], problems) == (["a", "A"], ())


def test_links_to_folders_and_files_are_followed(project):
    folder = project({"elsewhere/a.md": ARTICLE, "b.md": ARTICLE, "content/pages/about.md": "---\ntitle: A\n---\n"})
    (folder / "content/articles").symlink_to(folder / "elsewhere")
    (folder / "elsewhere/b.md").symlink_to(folder / "b.md")
    corpus, problems = read_corpus(folder, Settings())
    assert ([article.id for article in corpus.articles], problems) == (["a", "b"], ())
