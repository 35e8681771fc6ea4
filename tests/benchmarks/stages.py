"""Where the time of a clean build goes: `python tests/benchmarks/stages.py PROJECT` prints processor seconds by stage.

The stages run one after another in this process, whatever they find wrong, and the site goes to a folder that is
thrown away: once into an empty one, once over itself.
"""

import gc
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[2]))

from jinja2 import Environment

from factledger import stages_after_relate
from factledger.build.page_maker import bytes_of
from factledger.model.planned_pages import File, Page
from factledger.plan.all_pages import plan
from factledger.plan.urls import urls
from factledger.read.content_folder import read_corpus
from factledger.read.settings_file import read_settings
from factledger.read.theme_chain import read_themes
from factledger.relate.relate_stage import relate
from factledger.render.page_rendering import make_environment, render_page
from factledger.render.theme import load_theme
from factledger.write.link_check import audit
from factledger.write.output_folder import publish

_Result = TypeVar("_Result")


def timed(stage: str, run: Callable[[], _Result]) -> _Result:
    """What `run` gives; the processor's time that it took is printed."""
    before = process_time()
    result = run()
    sys.stdout.write(f"{stage:16}{process_time() - before:7.2f} s\n")
    return result


def rendered(project: Path, pages: Iterable[Page], files: Iterable[File], environment: Environment) -> dict[str, bytes]:
    """Everything's content by path."""
    made = {page.path: render_page(page, environment)[0] for page in pages}
    return made | {file.path: bytes_of(file, project) for file in files}


def main(project: Path) -> None:
    """Build a project stage by stage."""
    settings, _ = read_settings(project)
    folders, _ = read_themes(project, settings)
    theme, _ = timed("theme", lambda: load_theme(folders, project, settings.language))
    corpus, _ = timed("read", lambda: read_corpus(project, settings))
    site, _ = timed("relate", lambda: relate(corpus, now=datetime.now(UTC)))
    formats = stages_after_relate._Formats(settings.language, theme.messages)
    pages, files, _ = timed("plan", lambda: plan(site, assets=theme.asset_paths, formats=formats))
    files = (*files, *theme.assets)
    made = timed("render", lambda: rendered(project, pages, files, make_environment(theme, settings.language)))
    root = urls(settings).root
    origins = {page.path: page.origin for page in pages}
    timed("audit", lambda: audit(made, root, lambda _, path: origins[path]))
    with TemporaryDirectory() as folder:
        output = Path(folder, "public")
        timed("publish", lambda: publish(output, made))
        timed("publish again", lambda: publish(output, made))
    pages_size = sum(len(content) for path, content in made.items() if path.endswith(".html"))
    whole_size = sum(len(content) for content in made.values())
    sys.stdout.write(f"{len(made)} files, {whole_size / 1e6:.1f} MB, of them {pages_size / 1e6:.1f} MB pages\n")


if __name__ == "__main__":
    gc.set_threshold(100_000, 50, 100)  # as the command line does
    main(Path(sys.argv[1]))
