"""The comparison with other generators: its corpus, and the table that it prints."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tests.benchmarks import corpus, stages
from tests.benchmarks.peers import Measured, another_value, ours, table
from tests.benchmarks.stopwatch import Cost

ROOT = Path(__file__).parent.parent
WRITERS = {"ours": corpus.write_ours, "hugo": corpus.write_hugo, "pelican": corpus.write_pelican}


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("format", WRITERS)
def test_a_smaller_corpus_is_the_beginning_of_a_larger_one(tmp_path, format):
    WRITERS[format](5, tmp_path / "small")
    WRITERS[format](8, tmp_path / "large")
    small, large = files_of(tmp_path / "small"), files_of(tmp_path / "large")
    assert small == {path: large[path] for path in small}
    assert len(large) - len(small) == 3


def test_the_corpus_is_the_same_whatever_seed_a_process_hashes_with(tmp_path):
    def digest(seed):
        script = (
            "from hashlib import sha256; from tests.benchmarks.corpus import articles;"
            "print(sha256(repr(list(articles(30))).encode()).hexdigest())"
        )
        command = [sys.executable, "-c", script]
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True, text=True).stdout

    here = sha256(repr(list(corpus.articles(30))).encode()).hexdigest()
    assert [digest("1").strip(), digest("2").strip()] == [here, here]


def test_the_corpus_has_the_shape_of_a_news_site():
    articles = list(corpus.articles(50))
    words = sorted(len(article.text.split()) for article in articles)
    shapes = {
        (len(article.facts), article.text.count("\n## "), article.text.count("\n### "), article.text.count("\n> "))
        for article in articles
    }
    assert (len(corpus.COMPANIES), len(corpus.MODELS), len(corpus.TOPICS)) == (60, 120, 30)
    assert shapes == {(2, 2, 1, 1)}
    assert 300 < words[0] < 350 < words[25] < words[-1] < 400


@pytest.mark.parametrize(("format", "target"), [("ours", "](article:"), ("hugo", "](/news/"), ("pelican", "](/news/")])
def test_every_link_of_the_corpus_leads_to_an_article_of_it(tmp_path, format, target):
    WRITERS[format](8, tmp_path)
    slugs = {corpus.heading(number).slug for number in range(8)}
    texts = [
        text.decode() for path, text in files_of(tmp_path).items() if path.startswith("content/") and "/20" in path
    ]
    linked = {part.split(")")[0].rstrip("/").rsplit("/", 1)[-1] for text in texts for part in text.split(target)[1:]}
    assert linked
    assert linked <= slugs


def test_the_corpus_has_no_errors(tmp_path):
    ours().write(8, tmp_path)
    command = [sys.executable, str(ROOT / "build.py"), "check", "--format", "json", "--project", str(tmp_path)]
    checked = subprocess.run(command, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr or checked.stdout


def test_the_time_of_a_build_is_told_by_stage(tmp_path, capsys):
    ours().write(4, tmp_path)
    stages.main(tmp_path)
    told = [line[:16].strip() for line in capsys.readouterr().out.splitlines()[:-1]]
    assert told == ["theme", "read", "relate", "plan", "render", "audit", "publish", "publish again"]


def test_the_table_shows_medians_and_multiples_of_hugo():
    def cost(wall, processor=0.0, memory=0.0):
        return Cost(wall=wall, processor=processor, memory=memory)

    results = [
        Measured(
            articles=1_000,
            generator="factledger",
            steps={
                "clean": [cost(1.0, 1.5, 90), cost(9.0, 9.5, 900), cost(1.2, 1.8, 100)],
                "unchanged": [cost(0.1), cost(0.12), cost(0.7)],
                "edited": [cost(0.3), cost(0.33), cost(0.36)],
                "fact": [cost(0.55)],
                "added": [cost(0.6), cost(0.66), cost(0.7)],
            },
            previews=[0.2, 0.25, 0.3],
            new_previews=[0.8],
            files=4_000,
        ),
        Measured(
            articles=1_000,
            generator="Hugo",
            steps={
                "clean": [cost(1.5, 2.0, 200)] * 3,
                "unchanged": [cost(1.2)] * 3,
                "edited": [cost(1.1)] * 3,
                "fact": [cost(1.1)] * 3,
                "added": [cost(1.1)] * 3,
            },
            previews=[0.5],
            new_previews=[1.0],
            files=1_280,
        ),
        Measured(articles=100, generator="Pelican", steps={"clean": [cost(0.5, 0.4, 45)]}, files=330),
    ]
    assert table(results, {"factledger": "Python 3.12.1", "Hugo": "0.168.0", "Pelican": "4.12.0"}, cores=2).split(
        "\n"
    ) == [
        "Medians of 3 rounds on 2 cores, in brackets as multiples of Hugo’s "
        "(factledger Python 3.12.1, Hugo 0.168.0, Pelican 4.12.0).",
        "",
        "| articles | generator | files made | clean build | nothing changed | one article edited | one fact changed | one article added "
        "| processor time, clean | memory, clean | preview: a text | preview: a new article |",
        "|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        "| 1,000 | factledger | 4,000 | 1.20 s (0.80 ×) | 0.12 s (0.10 ×) | 0.33 s (0.30 ×) | 0.55 s (0.50 ×) | 0.66 s (0.60 ×) "
        "| 1.80 s (0.90 ×) | 100 MB (0.50 ×) | 0.25 s (0.50 ×) | 0.80 s (0.80 ×) |",
        "| 1,000 | Hugo | 1,280 | 1.50 s | 1.20 s | 1.10 s | 1.10 s | 1.10 s | 2.00 s | 200 MB | 0.50 s | 1.00 s |",
        "| 100 | Pelican | 330 | 0.50 s |  |  |  |  | 0.40 s | 45 MB |  |  |",
    ]


@pytest.mark.parametrize(
    ("value", "other"), [("1,239 vehicles", "1,230 vehicles"), ("12.5%", "12.6%"), ("¥4.1bn", "¥4.2bn"), ("80", "81")]
)
def test_another_value_differs_in_its_last_digit(value, other):
    assert another_value(value) == other
