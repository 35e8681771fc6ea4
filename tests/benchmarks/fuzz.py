"""Articles spoilt in every way, by the thousand: `python tests/benchmarks/fuzz.py --articles 30000 --seed 1`.

Each is one of the shipped articles, or made of pieces, with bytes, signs, lines, YAML, Markdown and HTML changed, put in,
taken out or repeated. It is read alone, and what can be read is built, many together, beside the shipped articles (with
`--quick` without search and share cards, which take most of the time). A finding is a traceback, more than two seconds
of the processor for one article, a file outside the output, or a site that is not built though none of the spoilt
articles has an error; it is printed with the article, and the exit status is 1. The same seed gives the same articles
on every machine.
"""

import argparse
import os
import pickle
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from factledger.model.build_request import Request
from factledger.model.problems import Severity, judged
from factledger.pipeline import build
from factledger.read.article_file import read_article
from factledger.relate.scanning.text_figures import survey

NOW = datetime(2027, 1, 1, tzinfo=UTC)
LIMIT = 2.0  # seconds of the processor
BATCH = 300
_BASE = 60  # seconds that a batch may take beside its articles
_SITE = 8  # seconds that a build may take beside its articles
_ROUNDS = 30  # in which articles with errors are taken out of a batch before it is built without them

_MARKUP = """[ ] ( ) ![ ]( [^a] [^a]: [a]: * ** *** _ __ ` `` ``` ~~~ < > <a <a> </a> <b> </b> <div> </div> <p> <table> <tr> <td> <!-- --> <? <!
<script> </script> <style> <svg> <math> <img <h1> <h2 <br/> <details> <summary> & &amp; &#0; &#x110000; | |--- ||| # ## > >> - * + 1. : = --- === ***
{: {#a} {.b} {# } { \\ \\\\ " ' // http:// https://a.example/ mailto: javascript: data: company:xiaomi fact:x article:x metric: #a [TOC] ../ a.md
href="/x/" src='y' id=z onclick= style= class="plain" \x02 \x03 \x01 \u202e \ufeff \u2028 \x85 \u200b é 小 e\u0301 😀""".split()  # noqa: SIM905  # read more easily
_YAML = """: - ? | > & * ! % @ ` [ ] { } , # ' " --- ... !!python/object: &a *a <<: ~ null yes 0x10 1_000 .inf 12:30 2025-02-30 2025-13 9999-12-31 0001-01-01
title: date: facts: sources: events: companies: value: metric: period: as_of: image: corrections: allow: aliases: draft: true expires: supersedes: retracted:
{metric: [deliveries] "1e999" 1e9 -1 10% 1/2 ½ over under between to $ € 万 亿 million 1,2,3 1.2.3 ٣ １２ 150,000–200,000 top first 100%+""".split()  # noqa: SIM905
_BLOCKS = (
    "\n\n", "\n", "    ", "\t", "\r", "\r\n", "\n> ", "\n- ", "\n1. ", "\n    - ", "\n:   ", "\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "\n```\n", "\n~~~ {.a #b}\n", "\n## Head {#a}\n", "\n[^a]: note\n", "\n[a]: /b 'c'\n", "\n<div>\n", "\n---\n", "\n===\n", "  \n",
    "\nThe company delivered 350,000 cars in March 2025, up 12% from a year earlier.\n", "\n{: #x .y }\n",
)  # fmt: skip


def mutated(random: Random, sources: Sequence[bytes]) -> bytes:
    """An article with between one and eight changes, of every size."""
    content = random.choice(sources)
    if random.random() < 0.1:
        content = _made(random)
    for _ in range(1 + int(random.expovariate(0.6)) % 8):
        content = random.choice(_CHANGES)(random, content, sources)
    return content[:200_000]


def _made(random: Random) -> bytes:
    """A good front matter and a text of nothing but markup."""
    body = "".join(random.choice((*_MARKUP, *_BLOCKS, "word", " ", "12")) for _ in range(random.randint(1, 400)))
    return f"---\ntitle: A title\ndate: 2025-04-01\n---\n{body}".encode()


def _at(random: Random, content: bytes) -> int:
    """A place in an article; half of them in its text, where there is more to happen."""
    begin = content.find(b"\n---", 3) if random.random() < 0.5 else 0
    return random.randint(max(begin, 0), len(content))


def _put_in(random: Random, content: bytes, piece: bytes) -> bytes:
    at = _at(random, content)
    return content[:at] + piece + content[at:]


def _byte(random: Random, content: bytes, _: Sequence[bytes]) -> bytes:
    return _put_in(random, content, bytes([random.randrange(256)]))


def _cut(random: Random, content: bytes, _: Sequence[bytes]) -> bytes:
    at = _at(random, content)
    return content[:at] + content[at + int(random.expovariate(0.1)) :]


def _sign(random: Random, content: bytes, _: Sequence[bytes]) -> bytes:
    return _put_in(random, content, random.choice((*_MARKUP, *_BLOCKS, *_YAML)).encode())


def _repeated(random: Random, content: bytes, _: Sequence[bytes]) -> bytes:
    piece = "".join(random.choice((*_MARKUP, *_BLOCKS, *_YAML, " ", "a")) for _ in range(random.randint(1, 3)))
    return _put_in(random, content, piece.encode() * int(10 ** random.uniform(1, 4.3)))


def _line(random: Random, content: bytes, _: Sequence[bytes]) -> bytes:
    """A line moved, doubled, left out or indented."""
    lines = content.split(b"\n")
    at, other = random.randrange(len(lines)), random.randrange(len(lines))
    line = lines[at]
    how = random.randrange(5)
    if how == 0:
        lines[at], lines[other] = lines[other], line
    elif how == 1:
        lines.insert(other, line)
    elif how == 2:
        del lines[at]
    elif how == 3:
        lines[at] = b" " * random.randint(1, 9) + line
    else:
        lines[at] = line.lstrip()
    return b"\n".join(lines)


def _value(random: Random, content: bytes, _: Sequence[bytes]) -> bytes:
    """A line's value exchanged for another of YAML's."""
    lines = content.split(b"\n")
    at = random.randrange(min(len(lines), 40))
    key, colon, _old = lines[at].partition(b": ")
    lines[at] = key + colon + " ".join(random.choice(_YAML) for _ in range(random.randint(1, 3))).encode()
    return b"\n".join(lines)


def _spliced(random: Random, content: bytes, sources: Sequence[bytes]) -> bytes:
    other = random.choice(sources)
    start = _at(random, other)
    return _put_in(random, content, other[start : start + random.randint(1, 2000)])


def _digits(random: Random, content: bytes, _: Sequence[bytes]) -> bytes:
    places = [at for at, sign in enumerate(content) if 48 <= sign <= 57]
    if not places:
        return content
    at = random.choice(places)
    piece = random.choice((b"", b"0", b",", b".", b"9" * random.randint(1, 400), b"%", b"\xe2\x80\x93"))
    return content[:at] + piece + content[at + random.randrange(2) :]


_CHANGES: tuple[Callable[[Random, bytes, Sequence[bytes]], bytes], ...] = (
    _byte, _cut, _sign, _sign, _sign, _repeated, _repeated, _line, _value, _value, _spliced, _digits,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What went wrong with an article, or with several built together."""

    what: str
    number: int  # -1 of several
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of some articles."""

    articles: int = 0
    built: int = 0
    refused: int = 0
    longest: float = 0.0
    findings: tuple[Finding, ...] = field(default=())

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(
            articles=self.articles + other.articles,
            built=self.built + other.built,
            refused=self.refused + other.refused,
            longest=max(self.longest, other.longest),
            findings=self.findings + other.findings,
        )


def run(articles: int, seed: int, *, first: int = 0, quick: bool = False) -> Iterator[Outcome]:
    """Try articles up to a number, from the batch of `first` on, each batch in a process of its own that may break off."""
    sources = [path.read_bytes() for path in sorted((ROOT / "content" / "articles").rglob("*.md"))]
    for start in range(first - first % BATCH, articles, BATCH):
        random = Random(f"{seed}/{start}")
        batch = {start + index: mutated(random, sources) for index in range(min(BATCH, articles - start))}
        yield _in_process(batch, quick)


def _in_process(batch: dict[int, bytes], quick: bool) -> Outcome:
    """What came of a batch; of a process that breaks off the article that it was at is the finding."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        limit = int(_BASE + LIMIT * len(batch))
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        with os.fdopen(writing, "wb", buffering=0) as pipe:
            pipe.write(pickle.dumps(_tried(batch, lambda number: pipe.write(pickle.dumps(number)), quick)))
        os._exit(0)
    os.close(writing)
    last, outcome = -1, None
    with os.fdopen(reading, "rb") as pipe:
        while outcome is None:
            try:
                found = pickle.load(pipe)
            except (EOFError, pickle.UnpicklingError):
                break
            last, outcome = (last, found) if isinstance(found, Outcome) else (found, None)
    os.waitpid(child, 0)
    if outcome is not None:
        return outcome
    broken = Finding(what="the process broke off", number=last, content=batch.get(last, b""))
    return Outcome(articles=len(batch), findings=(broken,))


class _TooSlowError(BaseException):
    """The processor's time is over; no code that is tried can take it for an error of its own."""


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise _TooSlowError(f"more than {seconds:.0f} s of the processor")

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _tried(batch: dict[int, bytes], announce: Callable[[int], object], quick: bool) -> Outcome:
    outcome = Outcome(articles=len(batch))
    readable = {}
    for number, content in batch.items():
        announce(number)
        started = time.process_time()
        try:
            with _limited(LIMIT):
                article, problems = read_article(f"content/articles/a{number}.md", content)
                if article is not None:
                    survey(article.prose, article.published.day)
        except (Exception, _TooSlowError):
            outcome += Outcome(findings=(Finding(what=traceback.format_exc(), number=number, content=content),))
            continue
        outcome += Outcome(longest=time.process_time() - started)
        if article is None or any(problem.severity is Severity.ERROR for problem in judged(problems, {})):
            outcome += Outcome(refused=1)
        else:
            readable[number] = content
    announce(-1)
    return outcome + _built(readable, quick)


def _built(batch: dict[int, bytes], quick: bool) -> Outcome:
    """Build articles together with the shipped ones; where that fails or takes too long, half of them, to find which."""
    if not batch:
        return Outcome()
    try:
        return _build(batch, quick)
    except (Exception, _TooSlowError):
        if len(batch) == 1:
            ((number, content),) = batch.items()
            return Outcome(findings=(Finding(what=traceback.format_exc(), number=number, content=content),))
    items = list(batch.items())
    return _built(dict(items[: len(items) // 2]), quick) + _built(dict(items[len(items) // 2 :]), quick)


def _build(batch: dict[int, bytes], quick: bool) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder, "project")
        _set_up(project, quick)
        articles = project / "content" / "articles"
        left = dict(batch)
        for number, content in left.items():
            (articles / f"a{number}.md").write_bytes(content)
        before = _files(Path(folder))
        what = []
        for _round in range(_ROUNDS):
            with _limited(_SITE + LIMIT * len(left) / 20):
                report = build(Request(project=project, now=NOW))
            errors = [problem for problem in report.problems if problem.severity is Severity.ERROR]
            wrong = {place.path for problem in errors for place in (problem.place, *problem.also)}
            refused = [number for number in left if f"content/articles/a{number}.md" in wrong]
            for number in refused:
                del left[number]
                (articles / f"a{number}.md").unlink()
            if not refused:
                what += [f"refused for none of the articles: {problem}" for problem in errors[:1]]
                break
        else:
            what.append(f"still refused after {_ROUNDS} rounds")
        what += [
            f"wrote {path}"
            for path in sorted(_files(Path(folder)) - before)
            if path.parts[1] not in ("public", ".factledger")
        ]
        findings = tuple(Finding(what=each, number=-1, content=b"") for each in what)
        return Outcome(built=len(left), refused=len(batch) - len(left), findings=findings)


def _set_up(project: Path, quick: bool) -> None:
    """The shipped site; the quick one has neither search nor share cards."""
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, project / name)
    settings = (ROOT / "site.yaml").read_text()
    if quick:
        settings = settings.replace("search: true", "search: false").replace("share_cards: true", "share_cards: false")
    (project / "site.yaml").write_text(settings)


def _files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if not path.is_dir()}


def main() -> int:
    """Run and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="the number of the article to go on from")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="build without search and share cards")
    parser.add_argument("--keep", type=Path, help="a folder for the articles of the findings")
    arguments = parser.parse_args()
    whole = Outcome()
    for outcome in run(arguments.articles, arguments.seed, first=arguments.first, quick=arguments.quick):
        whole += outcome
        for finding in outcome.findings:
            print(f"article {finding.number}, {len(finding.content)} bytes: {finding.what}", flush=True)
            if arguments.keep:
                arguments.keep.mkdir(parents=True, exist_ok=True)
                (arguments.keep / f"a{finding.number}.md").write_bytes(finding.content)
    print(
        f"{whole.articles} articles: {whole.built} built, {whole.refused} refused with problems, "
        f"longest read {whole.longest:.2f} s, {len(whole.findings)} findings"
    )
    return 1 if whole.findings else 0


if __name__ == "__main__":
    sys.exit(main())
