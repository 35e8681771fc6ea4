"""The reference of all rules, docs/rules.md, made of the table of rules and of the cases that raise each.

`python -m tests.rules_reference` writes it anew.
"""

import re
from pathlib import Path

from factledger.model.problems import RULES
from tests.test_problems import CASES, sections

PATH = Path(__file__).parent.parent / "docs" / "rules.md"
_LONGEST = 900

_HEAD = """# All rules

Every problem names its file, line and column, the rule, and what to do. An *error* is what makes a page wrong, and stops
the build; a *warning* is where the world disagrees or something is unfinished. `rules` in `site.yaml` sets a warning's
severity for the whole site (`rules: {source-without-url: off}`), and that of `contradiction` and `unrecorded-change`;
`allow` in an article's front matter excuses a warning there, with a reason.

Each example below is run by the tests: the files that are wrong, laid over a small site with the company `xiaomi` and
the metrics `deliveries`, `price` and `approval`, and what is said of them. The rules from `letter-case` on are those of
`factledger audit`, whose examples are built folders, and are left out with its `--ignore`.

| rule | severity | meaning |
|---|---|---|
"""


def reference():
    """The page as text."""
    rows = "".join(f"| [`{id}`](#{id}) | {rule.severity} | {rule.meaning} |\n" for id, rule in RULES.items())
    return _HEAD + rows + "".join(_entry(id) for id in RULES)


def _entry(id):
    path = _case_of(id)
    shown = "".join(map(_section, sections(path)))
    return f"\n## {id}\n\n{RULES[id].severity.capitalize()}: {RULES[id].meaning}.\n{shown}"


def _case_of(id):
    """The shortest case that raises a rule; one whose files are plain text before others."""
    raising = [path for path in CASES if re.search(rf": {id}: ", path.read_text("utf-8").rpartition("=== expect")[2])]
    assert raising, f"no case of tests/problems/ raises {id}"
    return min(raising, key=lambda path: (bool(_odd(path)), path.stat().st_size, path.name))


def _odd(path):
    return [how for _, how, _ in sections(path) if how and how != "as published"]


def _section(section):
    path, how, text = section
    if path == "expect":
        return f"\n```text\n{text.strip()}\n```\n"
    told = f"`{path}` ({how})" if how else f"`{path}`"
    if how in ("folder", "removed") or how.startswith("link"):
        return f"\n{told}\n"
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…\n"
    fence = "````" if "```" in shown else "```"
    shown = "\n".join(line if len(line) <= 160 else f"{line[:160]}…" for line in shown.split("\n"))
    visible = "".join(sign if sign.isprintable() or sign == "\n" else f"\\x{ord(sign):02x}" for sign in shown)
    return f"\n{told}\n\n{fence}{_language(path)}\n{visible.rstrip(chr(10))}\n{fence}\n"


def _language(path):
    return {".md": "markdown", ".yaml": "yaml", ".html": "html", ".css": "css", ".svg": "xml"}.get(
        Path(path).suffix, "text"
    )


if __name__ == "__main__":
    PATH.write_text(reference(), "utf-8")
