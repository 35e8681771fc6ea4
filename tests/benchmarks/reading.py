"""Where the time of reading goes: `python tests/benchmarks/reading.py PROJECT` prints processor milliseconds an article.

Each step is taken for all of the project's articles in turn, five times over, and the fastest time stands. What is
remembered between articles (addresses, dates) is known by then, so that a first reading takes a little longer:
that is the first line.
"""

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[2]))

from factledger.read.article_file import read_article
from factledger.read.fast_markdown import FastMarkdown
from factledger.read.front_matter_fence import split_front_matter
from factledger.read.front_matter_schema import WrittenArticle
from factledger.read.markdown_to_html import render_markdown
from factledger.read.record_validation import validated
from factledger.read.safe_html import clean
from factledger.read.yaml_nodes import parse_yaml

_Result = TypeVar("_Result")


def timed(step: str, run: Callable[[], list[_Result]], times: int = 5) -> list[_Result]:
    """What `run` gives; the fastest of its times is printed for one of its results."""
    fastest = float("inf")
    for _ in range(times):
        gc.collect()
        before = process_time()
        results = run()
        fastest = min(fastest, process_time() - before)
    sys.stdout.write(f"{step:28}{fastest * 1000 / len(results):7.3f} ms\n")
    return results


def main(project: Path) -> None:
    """Read a project's articles step by step."""
    gc.set_threshold(100_000, 50, 100)  # as the command line does
    files = [(str(path), path.read_bytes()) for path in sorted(project.glob("content/articles/**/*.md"))]
    timed("whole, for the first time", lambda: [read_article(path, content) for path, content in files], times=1)
    timed("whole", lambda: [read_article(path, content) for path, content in files])
    split = timed("split", lambda: [split_front_matter(content, path)[0] for path, content in files])
    texts = [fenced for fenced in split if fenced is not None]
    parsed = timed("YAML", lambda: [parse_yaml(text.front_matter, "", text.front_line)[0] for text in texts])
    tables = [table for table in parsed if table is not None]
    timed("schema", lambda: [validated(WrittenArticle, table, "") for table in tables])
    timed("text", lambda: [render_markdown(text.body, "", text.body_line) for text in texts])
    lean = FastMarkdown()
    raw = timed("- Markdown", lambda: [lean.html(text.body) for text in texts])
    timed("- sanitiser", lambda: [clean(html) for html in raw])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
