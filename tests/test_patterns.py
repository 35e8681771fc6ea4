"""No regular expression of the package takes time that grows faster than the text that it meets.

Inputs are made from each pattern's own words, signs and classes: one or two of them repeated behind a beginning, and an
end that does not fit. Work is told from a multiple of itself: what takes four times as long for four times the text is
linear, sixteen times is a square. That is judged only from several milliseconds of the processor on, which a linear
pattern does not come near, and measured again before it counts; where a pattern never ends, the process is stopped.
"""

import ast
import importlib
import pkgutil
import re
import re._parser as regex_parser
import resource
import subprocess
import sys
import time
from itertools import permutations
from pathlib import Path

import pytest

import factledger

PACKAGE = Path(factledger.__file__).parent
LENGTH = 4000
SHARES = 2  # into which the patterns are parted, so that they can be tried side by side
FEW, MANY = 1, 4  # beginnings of a text
SUSPICIOUS = 0.004  # seconds for `LENGTH` characters: a hundred times what a linear pattern takes
_PIECES = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|[a-zA-Z]{2,}|.", re.DOTALL)
_MEANT = {
    "n": "\n",
    "t": "\t",
    "s": " ",
    "S": "a",
    "w": "a",
    "W": "-",
    "d": "1",
    "D": "a",
    "b": "",
    "B": "",
    "Z": "",
    "A": "",
}

# Patterns that are superlinear on long texts and never meet one: how many characters they meet at the most, and why.
BOUNDED = {
    "factledger.model.quantity_parsing": (120, "a longer value is no figure (`_LONGEST`)"),
    "factledger.relate.scanning.clauses:_LAST_WORD": (40, "it is looked for in a window"),
    "factledger.model.unit_and_number_words:_RATE": (120, "the unit of a figure, of which the same is true"),
    "factledger.model.unit_and_number_words:_YEARLY": (120, "likewise"),
}
WITHIN_FUNCTIONS = {
    "importing/old_addresses.py": "a scheme at the begin of an address",
    "importing/post_links.py": "one class",
    "importing/post_conversion.py": "one class",
    "importing/shortcodes.py": "one class, repeated",
    "importing/generator_folders.py": "the settings of a site that is brought over, line by line, and one day",
    "importing/template_tag_conversion.py": "a list of attributes, whole",
    "importing/wordpress_export.py": "words and line ends, side by side",
    "importing/wordpress_posts.py": "one class between two signs",
    "cli/new_command.py": "one class, repeated",
    "cli/verify_command.py": "a scheme at the begin of an address",
    "model/grammar/number_grammar.py": "on the few letters beside a figure",
    "model/grammar/language_tables.py": "the tables of a language's own file",
    "model/proofreading_language.py": "likewise",
    "model/quantity_parsing.py": "one class",
    "plan/downloads/datapackage.py": "one class, repeated",
    "publish/signatures.py": "one class, repeated",
    "publish/built_host_rules.py": "literals, escaped, and one class each for what stands between them",
    "relate/judging/small_counts_in_words.py": "numbers and units in words, escaped, side by side",
    "relate/missing_redirects.py": "a pattern of addresses, its names one class each",
    "relate/words_matching_values.py": "a figure, escaped, between looks around",
    "relate/scanning/date_grammar.py": "the tables of a language's own file",
    "relate/scanning/entity_names.py": "names, escaped, side by side",
    "render/no_break_spaces.py": "names of months, escaped, side by side, and a word of few letters",
    "render/template_translation.py": "on the theme's own templates",
    "render/fields_printed_unchanged.py": "names of fields, on the theme's own templates",
}
_ONE_SIGN = (regex_parser.LITERAL, regex_parser.NOT_LITERAL, regex_parser.IN, regex_parser.ANY)
METHODS = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")


def patterns():
    """Every pattern in a module's globals, also within mappings and sequences, by name."""
    found = {}
    for module in pkgutil.walk_packages([str(PACKAGE)], "factledger."):
        for name, value in vars(importlib.import_module(module.name)).items():
            many = (
                value.values()
                if isinstance(value, dict)
                else value
                if isinstance(value, tuple | list | frozenset)
                else ()
            )
            for one in (value, *many):
                if isinstance(one, re.Pattern) and (one.pattern, one.flags) not in found:
                    found[one.pattern, one.flags] = (f"{module.name}:{name}", one)
    return dict(found.values())


def methods_of(name):
    """How a pattern is used in its module; in every way where that cannot be told."""
    module, _, variable = name.partition(":")
    if not module.startswith("factledger."):
        return ("search", "fullmatch")
    source = importlib.import_module(module).__file__
    used = set(re.findall(rf"\b{re.escape(variable)}\.({'|'.join(METHODS)})\b", Path(source).read_text()))
    if not used:
        return ("search", "fullmatch")
    return tuple({"search" if how not in ("match", "fullmatch") else how for how in used})


def signs(pattern):
    """The words and signs that a pattern speaks of, and one of each class."""
    found = dict.fromkeys(("a", "1", " ", "\n"))
    for piece in _PIECES.findall(pattern if isinstance(pattern, str) else pattern.decode("latin-1")):
        if piece[0] == "[" and len(piece) > 1:
            inner = re.sub(r"\\(.)", lambda escaped: _MEANT.get(escaped[1], escaped[1]), piece[1:-1])
            found |= dict.fromkeys(inner.lstrip("^")[:4])
        elif piece[0] == "\\":
            found[_MEANT.get(piece[1], piece[1])] = None
        elif piece not in "()|*+?^$":
            found[piece] = None
    found.pop("", None)
    return list(found)[:26]


def seconds(pattern, how, text):
    """Of the processor, for one use."""
    text = text if isinstance(pattern.pattern, str) else text.encode("utf-8")
    started = time.process_time()
    getattr(pattern, how)(text)
    return time.process_time() - started


def worst_of(name, pattern, begins=MANY):
    """The first input for which a pattern's time grows faster than the text; None where there is none."""
    known = BOUNDED.get(name) or BOUNDED.get(name.partition(":")[0])
    longest = known[0] if known else LENGTH
    pieces = signs(pattern.pattern)
    pumps = (*pieces, *(first + second for first, second in permutations(pieces, 2)))
    for how in methods_of(name):
        for begin in ("", *pieces)[:begins]:
            for pump in pumps:
                text = begin + pump * (longest // len(pump)) + "\x01"
                if seconds(pattern, how, text) <= SUSPICIOUS:
                    continue
                if _is_slow(pattern, how, text) if known else _grows(pattern, how, begin, pump):
                    return how, begin, pump
    return None


def _is_slow(pattern, how, text):
    return min(seconds(pattern, how, text) for _ in range(5)) > SUSPICIOUS


def _grows(pattern, how, begin, pump):
    """Whether four times the text takes far more than four times as long, three times in a row."""
    count = LENGTH // len(pump)
    once, more = (
        min(seconds(pattern, how, begin + pump * times + "\x01") for _ in range(3)) for times in (count, 3 * count)
    )
    return once > SUSPICIOUS / 2 and more > 6 * once


@pytest.mark.parametrize("begins", [FEW, pytest.param(MANY, marks=pytest.mark.thorough)])
@pytest.mark.parametrize("share", range(SHARES))
def test_the_time_of_every_pattern_grows_with_its_text(share, begins):
    finished = subprocess.run(
        [sys.executable, __file__, str(share), str(begins)],
        capture_output=True,
        text=True,
        check=False,
        cwd=PACKAGE.parent,
        env={"PYTHONPATH": str(PACKAGE.parent)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (120, 120)),
    )
    assert (finished.returncode, finished.stdout, finished.stderr) == (0, "", "")


def test_a_pattern_that_is_superlinear_is_found():
    assert worst_of("x:x", re.compile(r"a+b")) is not None
    assert worst_of("x:x", re.compile(r"(?<!a)a++b")) is None


def repeats_a_group_possessively(parsed):
    """Whether `*+`, `++`, `?+` or `{…}+` stands behind more than one sign or class, anywhere in a pattern taken apart."""
    if isinstance(parsed, tuple) and parsed and parsed[0] is regex_parser.POSSESSIVE_REPEAT:
        _least, _most, repeated = parsed[1]
        if len(repeated) > 1 or repeated[0][0] not in _ONE_SIGN:
            return True
    return isinstance(parsed, tuple | list | regex_parser.SubPattern) and any(
        repeats_a_group_possessively(part) for part in parsed
    )


def test_no_group_is_repeated_possessively():
    """Python 3.11.2 (Debian 12) keeps the place that a failed repetition of such a group had come to (CPython issue 106052,
    mended in 3.11.5): `(?:"[^"]*"x*)*+` takes a quote without an end. An atomic group around it is right in all."""
    assert repeats_a_group_possessively(regex_parser.parse(r'a(?:"[^"]*"x)*+b|c'))
    assert not repeats_a_group_possessively(regex_parser.parse(r'a[^"]*+(?>(?:"[^"]*"x)*)b|c++'))
    assert not [
        name
        for name, pattern in patterns().items()
        if repeats_a_group_possessively(regex_parser.parse(pattern.pattern, pattern.flags))
    ]


def test_patterns_that_are_made_within_functions_are_known():
    """None is made of a text that somebody wrote but for its letters alone, and none repeats a repetition."""
    made = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and ast.unparse(call.func) in {f"re.{how}" for how in (*METHODS, "compile")}
    }
    assert made == set(WITHIN_FUNCTIONS)


if __name__ == "__main__":
    for number, (name, pattern) in enumerate(sorted(patterns().items(), key=lambda one: one[0])):
        if number % SHARES == int(sys.argv[1]) and (worst := worst_of(name, pattern, int(sys.argv[2]))) is not None:
            sys.stdout.write(f"{name} {worst}\n")
