"""How problems look in a page: a box over it, or a page of their own while there is no site yet."""

from collections.abc import Mapping, Sequence
from html import escape
from types import MappingProxyType

from factledger.model.problems import Place, Problem, Severity
from factledger.serve.preview_state import counted
from factledger.serve.source_excerpts import Excerpt

_NONE: Mapping[Place, Excerpt] = MappingProxyType({})

# A shadow root keeps the theme's styles and the box's apart, both ways.
STYLE = """
:host { all: initial; }
details { position: fixed; z-index: 2147483647; inset: auto 1rem 1rem auto; max-width: min(60rem, calc(100vw - 2rem));
  max-height: 70vh; overflow: auto; box-sizing: border-box; border-radius: 6px; background: #1d1f23; color: #f4f4f2;
  font: 14px/1.5 system-ui, sans-serif; box-shadow: 0 2px 16px rgb(0 0 0 / 40%); }
details.errors { left: 1rem; border-top: 4px solid #ff6b5e; }
summary { padding: .5rem .9rem; cursor: pointer; font-weight: 600; }
ol { list-style: none; margin: 0; padding: 0 .9rem .9rem; }
li { margin-top: .7rem; overflow-wrap: anywhere; }
code { font: 13px/1.5 ui-monospace, monospace; color: #ffd479; }
.error b { color: #ff8f85; }
.warning b { color: #ffd479; }
p { margin: 0; }
pre { margin: .2rem 0 0; padding: .3rem .5rem; border-radius: 4px; background: #2b2e34; white-space: pre-wrap;
  font: 13px/1.5 ui-monospace, monospace; }
mark { background: #ffd479; color: #1d1f23; }
.advice { color: #c6c8cc; }
main { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
"""


def with_box(
    page: bytes, problems: Sequence[Problem], left_out: int = 0, excerpts: Mapping[Place, Excerpt] = _NONE
) -> bytes:
    """The HTML page with a box that lists the problems; errors stand open, mere warnings are folded away."""
    if not problems:
        return page
    box = _box(problems, left_out, excerpts).encode()
    before, end, after = page.rpartition(b"</body>")
    return before + box + end + after if end else page + box


def problems_page(problems: Sequence[Problem], left_out: int = 0, excerpts: Mapping[Place, Excerpt] = _NONE) -> bytes:
    """The page that stands for every address until a first build succeeds."""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{counted(problems, left_out)}</title>
</head>
<body>
<main>
<h1>The site cannot be built yet</h1>
<p>It appears here by itself as soon as the errors below are fixed.</p>
</main>
{_box(problems, left_out, excerpts)}
</body>
</html>
""".encode()


def _box(problems: Sequence[Problem], left_out: int, excerpts: Mapping[Place, Excerpt]) -> str:
    has_errors = any(problem.severity is Severity.ERROR for problem in problems)
    opening = '<details class="errors" open>' if has_errors else "<details>"
    note = ": this is the last good site" if has_errors else ""
    # Errors first: they are what keeps the site from changing.
    rows = "".join(
        _row(problem, excerpts.get(problem.place))
        for problem in sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR)
    )
    if left_out:
        rows += f'<li class="warning">and {left_out:,} more, which <code>build.py check</code> counts by rule</li>'
    return (
        f'<factledger-problems><template shadowrootmode="open"><style>{STYLE}</style>'
        f"{opening}<summary>{counted(problems, left_out)}{note}</summary><ol>{rows}</ol></details></template></factledger-problems>"
    )


def _row(problem: Problem, excerpt: Excerpt | None) -> str:
    also = "".join(f" <code>{escape(str(place))}</code>" for place in problem.also)
    advice = f'<p class="advice">{escape(problem.advice)}</p>' if problem.advice else ""
    return (
        f'<li class="{problem.severity.value}"><code>{escape(str(problem.place))}</code>{also} <b>{escape(problem.rule)}</b>'
        f"<p>{escape(problem.message)}</p>{advice}{_shown(excerpt)}</li>"
    )


def _shown(excerpt: Excerpt | None) -> str:
    """The line of the file, with what the problem is about marked."""
    if excerpt is None or not any(excerpt):
        return ""
    before, marked, after = map(escape, excerpt)
    return f"<pre>{before}<mark>{marked or ' '}</mark>{after}</pre>"
