"""Write every example page as a folder to look at: `python -m tests.render.gallery FOLDER`."""

import sys
from dataclasses import is_dataclass, replace
from pathlib import Path

from factledger.model.planned_pages import Page
from factledger.render.page_rendering import make_environment, render_page
from factledger.render.theme import Theme, load_theme
from tests.render.examples import bare_pages, full_pages

THEME = Path("theme")
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630"><rect width="1200" height="630" fill="#9db4c0"/>'
    '<path d="M0 430h1200v200H0z" fill="#5c6b73"/><path d="M250 440q90-130 260-140h200q120 10 240 140z" fill="#1b3fe0"/></svg>'
)


def write(folder: Path) -> None:
    """Render the examples below `folder` with the addresses of the theme's assets."""
    theme, problems = load_theme([THEME])
    environment = make_environment(theme, "en")
    files = {file.path: file.content for file in theme.assets} | {"su7.svg": PICTURE.encode()}
    for page in (*full_pages(), *bare_pages()):
        files[page.path], found = render_page(_resolved_links(page, theme), environment)
        problems += found
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    sys.stdout.write("".join(f"{problem}\n" for problem in problems) + f"{len(files)} files in {folder}\n")


def _resolved_links(page: Page, theme: Theme) -> Page:
    frame = getattr(page.view, "frame", None)
    if frame is None or not is_dataclass(page.view):
        return page
    paths = theme.asset_paths
    resolved_links = replace(
        frame,
        stylesheet=f"/{paths['style.css']}",
        print_stylesheet=f"/{paths['print.css']}",
        data_stylesheet=f"/{paths['data.css']}",
        icon=f"/{paths['icon.svg']}",
        fonts=tuple(f"/{path}" for path in paths.values() if path.endswith(".woff2")),
    )
    return replace(page, view=replace(page.view, frame=resolved_links))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
