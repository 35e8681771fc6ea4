"""How right proofreading is, and how long it takes: `python tests/benchmarks/proofreading.py [open|sealed]`.

Prints what becomes of the right articles of `tests/proofreading/`, of their links to facts and of the mistakes in them, by
language, by half and by kind; then milliseconds per 500 words, measured on the site's own articles, which hold a figure in every twenty words:
finding figures, comparing them with the facts, and linking
names, each the best of five.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from factledger.read.content_folder import read_corpus
from factledger.read.settings_file import read_settings
from factledger.relate.further_reading import related
from factledger.relate.judging.proofread_article import proofread, proofread_wordings
from factledger.relate.matching.claim_index import ClaimIndex
from factledger.relate.name_links import link_names
from factledger.relate.relate_stage import relate
from factledger.relate.scanning.entity_names import NameIndex
from factledger.relate.scanning.text_figures import survey
from tests.proofreading.benchmark import LANGUAGES, cases, table, tally

_WORDS = 500
_ROUNDS = 5


def main() -> None:
    """Print the rates and the times."""
    halves = sys.argv[1:] or ["open"]
    names = [(language, half) for language in LANGUAGES for half in halves if any(cases(language, half))]
    found = {f"{language} {half}": tally(language, half) for language, half in names}
    sys.stdout.write(f"{table(found)}\n")
    for name, one in found.items():
        sys.stdout.writelines(f"false error in {name}, {article}: {problem}\n" for article, problem in one.false_errors)
        sys.stdout.writelines(
            f"wrong link in {name}, {article}: '{link.find}' to {fact}\n" for article, link, fact in one.wrong_links
        )
    _times()


def _times() -> None:
    settings, _ = read_settings(ROOT)
    corpus, _ = read_corpus(ROOT, settings)
    site, _ = relate(corpus, now=datetime(2027, 1, 1, tzinfo=UTC))
    claim_index = ClaimIndex(site.ledger, site.metrics, site.entities, corpus.articles)
    names = NameIndex.of(site.entities.values())
    surveyed = [(article, survey(article.prose, article.published.day)) for article in corpus.articles]
    words = sum(len(article.prose.source.split()) for article in corpus.articles)
    figures = sum(len(printed) for _, printed in surveyed)
    sys.stdout.write(f"{len(corpus.articles)} articles, {words} words, {figures} figures and dates\n")
    steps: dict[str, Callable[[], object]] = {
        "find figures": lambda: [survey(article.prose, article.published.day) for article, _ in surveyed],
        "compare with facts": lambda: [proofread(article, claim_index, printed) for article, printed in surveyed],
        "titles and the like": lambda: [proofread_wordings(article, claim_index) for article in corpus.articles],
        "link names": lambda: [link_names(article.prose, None, names) for article, _ in surveyed],
        "relate articles": lambda: related(corpus.articles),
    }
    for name, step in steps.items():
        sys.stdout.write(f"{name:20} {_best(step) * 1000 * _WORDS / words:6.2f} ms per {_WORDS} words\n")


def _best(step: Callable[[], object]) -> float:
    """The shortest of some runs, in seconds of processor time."""
    times = []
    for _ in range(_ROUNDS):
        start = process_time()
        step()
        times.append(process_time() - start)
    return min(times)


if __name__ == "__main__":
    main()
