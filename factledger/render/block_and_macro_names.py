"""Blocks and macros by whose names templates meet: those that the other one does not have would be passed over, or blamed on it."""

import re
from collections.abc import Iterator, Mapping

from factledger.model.problems import Place, Problem
from factledger.model.spelling_suggestions import did_you_mean
from factledger.render.template_dependencies import Template

_TAG = re.compile(r"[-+]?\s*(block|endblock|extends|from|macro|set|import|include)\b(.*)", re.DOTALL)
_WORD = re.compile(r"[A-Za-z_]\w*")
_NAME = re.compile(r"\s*([A-Za-z_]\w*)")
_QUOTED = re.compile(r"\s*(?:\"([^\"]+)\"|'([^']+)')")
_FROM = re.compile(r"\s*(?:\"([^\"]+)\"|'([^']+)')\s+import\s+(.*)", re.DOTALL)
_CONTEXTS = (["with", "context"], ["without", "context"])


class _Names:
    """What a template defines and wants of others, each with its line; filled once as it is read."""

    def __init__(self, source: str) -> None:
        self.parent = ""
        self.has_parent = False
        self.blocks: set[str] = set()
        self.outermost: list[tuple[str, int]] = []  # blocks that stand in no other one
        self.defined: set[str] = set()
        self.taken: list[tuple[str, str, int]] = []  # from which template, which name
        depth = 0
        for line, text in _tags(source):
            tag = _TAG.fullmatch(text)
            if tag is None:
                continue
            name = _NAME.match(tag[2])
            if tag[1] == "endblock":
                depth -= 1
            elif tag[1] == "block" and name is not None:
                self.blocks.add(name[1])
                self.outermost += [(name[1], line)] if depth == 0 else []
                depth += 1
            elif tag[1] == "extends":
                quoted = _QUOTED.match(tag[2])
                self.has_parent, self.parent = True, (quoted[1] or quoted[2]) if quoted is not None else ""
            elif tag[1] == "from":
                self._take(tag[2], line)
            else:
                self.defined.update(_WORD.findall(tag[2].partition("=")[0]))

    def _take(self, text: str, line: int) -> None:
        found = _FROM.fullmatch(text)
        if found is None:
            return
        for part in found[3].rstrip(" \t\n-+").split(","):
            words = part.split()
            words = words[:-2] if words[-2:] in _CONTEXTS else words
            if words:
                self.taken.append((found[1] or found[2], words[0], line))
                self.defined.add(words[-1])


def _tags(source: str) -> Iterator[tuple[int, str]]:
    """What stands between the signs of each tag, comments left out, with the line on which it begins."""
    line, at = 1, 0
    while (start := source.find("{", at)) >= 0:
        line += source.count("\n", at, start)
        sign = source[start + 1 : start + 2]
        end = source.find(f"{sign}}}", start + 2) if sign in ("#", "%") else -1
        if sign and sign in "#%" and end < 0:
            return
        if sign == "%":
            yield line, source[start + 2 : end]
        at = end + 2 if end >= 0 else start + 1
        line += source.count("\n", start, at)


def unmet_names(templates: Mapping[str, Template]) -> Iterator[Problem]:
    """Find blocks that fill none of the template that is extended, and components without the macro that others take from them."""
    names = {name: _Names(template.source) for name, template in templates.items()}
    for name, own in names.items():
        path = templates[name].path
        known = _blocks_above(own, names)
        for block, line in own.outermost if known is not None else ():
            if known is not None and block not in known:
                advice = did_you_mean(block, known) or f"it has {', '.join(sorted(known))}"
                message = f"'{own.parent.rpartition('/')[2]}', which this extends, has no block '{block}'"
                yield Problem(Place(path, line), "template", message, advice)
        for wanted, macro, line in own.taken:
            if wanted in names and macro not in names[wanted].defined:
                macros = names[wanted].defined
                message = f"there is no macro '{macro}' here, which {path}:{line} takes from it"
                advice = did_you_mean(macro, macros) or f"write {{% macro {macro}(…) %}}"
                yield Problem(Place(templates[wanted].path), "template", message, advice)


def _blocks_above(own: _Names, names: Mapping[str, _Names]) -> set[str] | None:
    """The blocks of all that a template extends; None where it extends nothing, or what only rendering tells."""
    if not own.has_parent:
        return None
    found: set[str] = set()
    seen = [own]
    while seen[-1].has_parent:
        above = names.get(seen[-1].parent)
        if above is None or above in seen:
            return None
        found |= above.blocks
        seen.append(above)
    return found
