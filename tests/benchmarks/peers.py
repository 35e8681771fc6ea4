"""How fast builds are beside those of others: `python tests/benchmarks/peers.py` prints a table in Markdown.

Builds a made-up site of each size with this project and, where they are installed, with Hugo and Pelican: from nothing,
with nothing changed, with a sentence added to one article, with another value of one fact, and with one article more. Every
round runs all of them in turn, so that whatever else the machine does falls on all alike. Then the previews, from saving
an article until its page shows the sentence, or until the page of a new one is there.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks import corpus
from tests.benchmarks.stopwatch import Cost, run, serving

_SETTINGS = """title: Benchmark
url: https://ev.example/
articles: /news/{year}/{slug}/
rules: {contradiction: warning}
"""
_PREVIEW_EDITS = 7
_NEW = 3  # articles that are added while a preview runs
_PREVIEW_LIMIT = 10_000  # articles up to which the previews are measured
_PAUSE = 2.5  # seconds: longer than the clock of any file system ticks, and than servers gather changes

STEPS = ("clean", "unchanged", "edited", "fact", "added")


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """A generator of sites: how it is called, and where its site keeps what."""

    name: str
    version: str
    build: tuple[str, ...]
    serve: tuple[str, ...] = ()  # the port follows; empty where its preview is not measured
    write: Callable[[int, Path], None]  # a number of articles into a folder
    articles: str
    output: str
    made: tuple[str, ...]  # what a build leaves behind, the output and caches

    def article(self, site: Path, top: corpus.Heading) -> Path:
        """The file of an article."""
        return site / self.articles / corpus.path(top)


@dataclass(slots=True, kw_only=True)
class Measured:
    """What was measured of one generator at one size; grows round by round."""

    articles: int
    generator: str
    steps: dict[str, list[Cost]] = field(default_factory=lambda: {step: [] for step in STEPS})
    previews: list[float] = field(default_factory=list)  # seconds from saving a sentence to the page
    new_previews: list[float] = field(default_factory=list)  # seconds from saving a new article to its page
    files: int = 0  # that a clean build makes


def ours() -> Generator:
    """This project."""

    def write(count: int, site: Path) -> None:
        corpus.write_ours(count, site)
        (site / "site.yaml").write_text(_SETTINGS, "utf-8")
        shutil.copytree(ROOT / "theme", site / "theme")

    command = (sys.executable, str(ROOT / "build.py"))
    return Generator(
        name="factledger",
        version=f"Python {sys.version.split()[0]}",
        build=(*command, "build"),
        serve=(*command, "serve", "--port"),
        write=write,
        articles="content/articles",
        output="public",
        made=("public", ".factledger"),
    )


def hugo(program: str) -> Generator:
    """Hugo, which keeps nothing between builds but what it makes of pictures and styles."""
    return Generator(
        name="Hugo",
        version=_said(program, "version").split("hugo v")[1].split("-")[0],
        build=(program, "--quiet"),
        serve=(program, "server", "--quiet", "--bind", "127.0.0.1", "--port"),
        write=_written("hugo", corpus.write_hugo),
        articles="content/news",
        output="public",
        made=("public", "resources", ".hugo_build.lock"),
    )


def pelican(program: str) -> Generator:
    """Pelican, with its cache of content."""
    return Generator(
        name="Pelican",
        version=_said(program, "--version"),
        build=(program, "content", "-s", "pelicanconf.py", "--quiet"),
        write=_written("pelican", corpus.write_pelican),
        articles="content/news",
        output="output",
        made=("output", "cache", "__pycache__"),
    )


def _said(program: str, argument: str) -> str:
    return subprocess.run((program, argument), capture_output=True, check=True, text=True).stdout.strip()


def _written(peer: str, write: Callable[[int, Path], None]) -> Callable[[int, Path], None]:
    def write_site(count: int, site: Path) -> None:
        shutil.copytree(Path(__file__).parent / "peers" / peer, site)
        write(count, site)

    return write_site


def measure_builds(generator: Generator, site: Path, measured: Measured, times: int, more: bytes) -> None:
    """Measure one round: a clean build, one with nothing changed, one after an edit, one after another value of a fact,
    one with the article `more`.

    What was written must show each time.
    """
    middle = corpus.article(measured.articles // 2)
    text = generator.article(site, middle.heading).read_bytes()
    for name in generator.made:
        made = site / name
        shutil.rmtree(made, ignore_errors=True) if made.is_dir() else made.unlink(missing_ok=True)
    time.sleep(_PAUSE)
    measured.steps["clean"].append(run(generator.build, site))
    measured.files = sum(path.is_file() for path in (site / generator.output).rglob("*"))
    measured.steps["unchanged"].append(run(generator.build, site))
    added = corpus.heading(measured.articles)
    value = middle.facts[0].value
    other = another_value(value)
    for step, top, changed, words in (
        ("edited", middle.heading, text + f"\n{_words(times)}\n".encode(), _words(times)),
        ("fact", middle.heading, text.replace(value.encode(), other.encode()), other),
        ("added", added, more, added.title),
    ):
        with _written_to(generator.article(site, top), changed):
            measured.steps[step].append(run(generator.build, site))
        _see(generator, site, top, words)


def another_value(value: str) -> str:
    """A value that differs in its last digit."""
    *before, last = re.split(r"(?<=\d)(?=\D*$)", value, maxsplit=1)
    number = before[0]
    return f"{number[:-1]}{(int(number[-1]) + 1) % 10}{last}"


@contextmanager
def _written_to(path: Path, text: bytes) -> Iterator[None]:
    """A file with another text, or one that was not there, as long as the context lasts."""
    before = path.read_bytes() if path.exists() else None
    is_new_folder = not path.parent.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.write_bytes(text)
        yield
    finally:
        if before is not None:
            path.write_bytes(before)
        else:
            path.unlink()
        if is_new_folder:
            path.parent.rmdir()


def _see(generator: Generator, site: Path, top: corpus.Heading, words: str) -> None:
    page = site / generator.output / corpus.address(top).strip("/") / "index.html"
    if words not in page.read_text("utf-8"):
        raise SystemExit(f"{generator.name} does not show {words!r}, which was written, in {page}")


def _more(generator: Generator, count: int, after: int, scratch: Path) -> list[bytes]:
    """The files of the articles that come after so many."""
    with TemporaryDirectory(dir=scratch) as folder:
        site = Path(folder, "site")
        generator.write(count + after, site)
        return [generator.article(site, corpus.heading(count + place)).read_bytes() for place in range(after)]


def measure_previews(generator: Generator, site: Path, measured: Measured, more: Sequence[bytes]) -> None:
    """Measure how long the preview takes to show what was saved: one article after another, then the new ones `more`."""
    count = measured.articles
    middle = corpus.heading(count // 2)
    with ExitStack() as saved, serving(generator.serve, site) as server:  # all put back at the end, when nobody looks
        server.seconds_until(corpus.address(middle), middle.title)
        for turn in range(_PREVIEW_EDITS):
            top = corpus.heading((turn + 1) * count // (_PREVIEW_EDITS + 1))
            path = generator.article(site, top)
            changed = path.read_bytes() + f"\n{_words(turn)}\n".encode()
            time.sleep(_PAUSE)
            saved.enter_context(_written_to(path, changed))
            measured.previews.append(server.seconds_until(corpus.address(top), _words(turn)))
        for place, text in enumerate(more):
            top = corpus.heading(count + place)
            time.sleep(_PAUSE)
            saved.enter_context(_written_to(generator.article(site, top), text))
            measured.new_previews.append(server.seconds_until(corpus.address(top), top.title))


def _words(turn: int) -> str:
    """A sentence that no article has, another one for each turn, and without a figure to be checked."""
    return f"The editors looked at this story again, {'and again, ' * turn}with care."


def table(results: Sequence[Measured], versions: Mapping[str, str], *, cores: int) -> str:
    """The medians as a table in Markdown, each with its ratio to Hugo's where Hugo was measured."""
    rounds = max(len(one.steps["clean"]) for one in results)
    named = ", ".join(f"{name} {version}" for name, version in versions.items())
    lines = [
        f"Medians of {rounds} round{'s' if rounds > 1 else ''} on {cores} core{'s' if cores > 1 else ''}"
        f"{', in brackets as multiples of Hugo’s' if 'Hugo' in versions else ''} ({named}).",
        "",
        "| articles | generator | files made | clean build | nothing changed | one article edited | one fact changed | one article added "
        "| processor time, clean | memory, clean | preview: a text | preview: a new article |",
        "|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    hugo_medians = {one.articles: _medians(one) for one in results if one.generator == "Hugo"}
    for one in results:
        medians, of_hugo = _medians(one), {} if one.generator == "Hugo" else hugo_medians.get(one.articles, {})
        cells = (_cell(medians.get(key), of_hugo.get(key), form) for key, form in _FORMS.items())
        lines.append(f"| {one.articles:,} | {one.generator} | {one.files:,} | {' | '.join(cells)} |")
    return "\n".join(lines)


_FORMS = {  # of the table's columns, in order
    "clean": "{:.2f} s",
    "unchanged": "{:.2f} s",
    "edited": "{:.2f} s",
    "fact": "{:.2f} s",
    "added": "{:.2f} s",
    "processor": "{:.2f} s",
    "memory": "{:.0f} MB",
    "preview": "{:.2f} s",
    "new preview": "{:.2f} s",
}


def _medians(measured: Measured) -> dict[str, float]:
    of = {step: [cost.wall for cost in costs] for step, costs in measured.steps.items()}
    of["processor"] = [cost.processor for cost in measured.steps["clean"]]
    of["memory"] = [cost.memory for cost in measured.steps["clean"]]
    of |= {"preview": measured.previews, "new preview": measured.new_previews}
    return {key: median(values) for key, values in of.items() if values}


def _cell(value: float | None, of_hugo: float | None, form: str) -> str:
    if value is None:
        return ""
    return form.format(value) + (f" ({value / of_hugo:.2f} ×)" if of_hugo else "")


def main() -> None:
    """Measure and print."""
    options = _options()
    generators = [ours(), *_installed(options)]
    versions = {generator.name: generator.version for generator in generators}
    results: list[Measured] = []
    with TemporaryDirectory() as temporary:
        scratch = options.scratch or Path(temporary)
        for count in options.articles:
            results += _measure(generators, count, options.rounds, scratch)
            if options.json:
                raw = {"cores": os.cpu_count(), "versions": versions, "results": [asdict(one) for one in results]}
                options.json.write_text(json.dumps(raw, indent=1), "utf-8")
    print(table(results, versions, cores=os.cpu_count() or 1))


def _measure(generators: Sequence[Generator], count: int, rounds: int, scratch: Path) -> list[Measured]:
    """Measure all generators at one size, in turn."""
    sites = {generator.name: scratch / f"{generator.name.lower()}-{count}" for generator in generators}
    for generator in generators:
        shutil.rmtree(sites[generator.name], ignore_errors=True)
        generator.write(count, sites[generator.name])
    results = {name: Measured(articles=count, generator=name) for name in sites}
    more = {generator.name: _more(generator, count, _NEW, scratch) for generator in generators}
    for turn in range(rounds):
        for generator in generators:
            _say(f"{count:,} articles, round {turn + 1} of {rounds}: {generator.name}")
            measure_builds(generator, sites[generator.name], results[generator.name], turn, more[generator.name][0])
    for generator in generators:
        if generator.serve and count <= _PREVIEW_LIMIT:
            _say(f"{count:,} articles, preview: {generator.name}")
            measure_previews(generator, sites[generator.name], results[generator.name], more[generator.name])
    return list(results.values())


def _installed(options: Namespace) -> list[Generator]:
    found = []
    for make, program in ((hugo, options.hugo), (pelican, options.pelican)):
        if shutil.which(program):
            found.append(make(shutil.which(program)))
        else:
            _say(f"{make.__name__} is not installed and left out")
    return found


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _options() -> Namespace:
    parser = ArgumentParser(description="Compare how fast sites are built.", allow_abbrev=False)
    parser.add_argument("--articles", type=int, nargs="+", default=[100, 1_000, 10_000], metavar="N", help="sizes")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="builds of each kind (default: %(default)s)")
    parser.add_argument(
        "--scratch", type=Path, metavar="DIR", help="where the sites are made and left (default: nowhere)"
    )
    parser.add_argument("--hugo", default="hugo", metavar="PATH", help="Hugo's program, where it is not on the path")
    parser.add_argument("--pelican", default="pelican", metavar="PATH", help="Pelican's, likewise")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all single measurements there")
    options = parser.parse_args()
    if options.rounds < 1 or min(options.articles) < 1:
        parser.error("sizes and rounds are at least 1")
    if options.scratch:
        options.scratch = options.scratch.absolute()
    return options


if __name__ == "__main__":
    main()
