"""Reading a chain of theme folders."""

import pytest

from factledger.model.problems import Place
from factledger.render.template_dependencies import reached
from factledger.render.theme import TEMPLATES, load_theme


@pytest.fixture
def folder(tmp_path):
    """A theme that has every template, each with its own name as text."""
    theme = tmp_path / "theme"
    write(theme, {f"templates/{name}": name for name in TEMPLATES})
    return theme


def write(folder, files):
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())


def test_a_missing_template_is_a_problem_of_the_last_folder(folder, tmp_path):
    (folder / "templates/home.html").unlink()
    _, problems = load_theme([folder], tmp_path)
    assert [str(problem) for problem in problems] == [
        "theme: theme: the theme has no template 'home.html'; add templates/home.html, or put the theme that has it last in `theme` in site.yaml"
    ]


def test_a_missing_folder_is_a_problem(folder, tmp_path):
    _, problems = load_theme([tmp_path / "mine", folder], tmp_path)
    assert [(problem.place, problem.rule) for problem in problems] == [(Place("mine"), "theme")]


def test_the_first_folder_that_has_a_file_wins(folder, tmp_path):
    write(tmp_path / "mine", {"templates/home.html": "mine", "css/tokens.css": "b { color: red }"})
    write(folder, {"css/tokens.css": "b { color: blue }", "css/base.css": "a { color: blue }"})
    theme, problems = load_theme([tmp_path / "mine", folder], tmp_path)
    assert problems == ()
    assert (theme.templates["home.html"].source, theme.templates["home.html"].path) == (
        "mine",
        "mine/templates/home.html",
    )
    assert [file.content for file in theme.assets] == [b"a { color: blue }\nb { color: red }\n"]


def test_assets_carry_their_content_in_their_names(folder):
    write(
        folder,
        {
            "css/a.css": '/* why */\n@font-face {\n  src: url("../assets/fonts/x.woff2");\n}\n',
            "assets/fonts/x.woff2": b"font",
        },
    )
    before, _ = load_theme([folder])
    write(folder, {"assets/fonts/x.woff2": b"other"})
    after, _ = load_theme([folder])
    font = before.asset_paths["fonts/x.woff2"]
    style = next(file for file in before.assets if file.path == before.asset_paths["style.css"])
    assert font.startswith("assets/fonts/x.")
    assert font.endswith(".woff2")
    assert style.content.decode() == f'@font-face{{src:url("{font.removeprefix("assets/")}")}}\n'
    assert before.asset_paths["style.css"] != after.asset_paths["style.css"]


def test_styles_are_joined_folder_by_folder_without_idle_blanks(folder):
    css = "@media (width > 1px) {\n  a :hover,\n  b {\n    content: 'a; b: c' /\n      '';\n    color: red;\n  }\n}\n"
    write(
        folder,
        {
            "css/a.css": css,
            "css/data/b.css": "b > c + d {\n  margin: 0 calc(0.5em + 10.05px), 'a, b';\n}\n",
            "css/data/a.css": "a {\n}\n",
        },
    )
    theme, _ = load_theme([folder])
    by_path = {file.path: file.content.decode() for file in theme.assets}
    assert {name: by_path[path] for name, path in theme.asset_paths.items()} == {
        "style.css": "@media (width > 1px){a :hover,b{content: 'a; b: c' /\n'';color:red}}\n",
        "data.css": "a{}\nb>c+d{margin:0 calc(.5em + 10.05px),'a, b'}\n",
    }


def test_files_of_styles_that_fill_one_layer_one_after_another_share_it(folder):
    layered = "@layer x {{\n  {} {{\n    font: 400 1rem / 2 serif;\n  }}\n}}\n"
    files = {
        "css/a.css": layered.format("a"),
        "css/b.css": layered.format("b"),
        "css/c.css": layered.format("c") + "i {\n}\n",
        "css/d.css": layered.format("d"),
        "css/e.css": layered.format("e").replace("@layer x", "@layer y"),
    }
    write(folder, files)
    theme, _ = load_theme([folder])
    (style,) = (file.content.decode() for file in theme.assets if file.path == theme.asset_paths["style.css"])
    rule = "{font:400 1rem/2 serif}"
    assert style.splitlines() == [
        f"@layer x{{a{rule}b{rule}}}",
        f"@layer x{{c{rule}}}i{{}}",
        f"@layer x{{d{rule}}}",
        f"@layer y{{e{rule}}}",
    ]


def test_a_dead_url_in_the_styles_is_a_problem_at_its_line(folder, tmp_path):
    write(folder, {"css/a.css": "a {\n  background: url(paper.png);\n}\n"})
    _, problems = load_theme([folder], tmp_path)
    assert [str(problem) for problem in problems] == [
        "theme/css/a.css:2: theme: url(paper.png) is no file of the theme's assets/"
    ]


def test_a_template_that_is_not_utf8_is_a_problem(folder, tmp_path):
    write(folder, {"templates/home.html": b"\xff"})
    _, problems = load_theme([folder], tmp_path)
    assert [(str(problem.place), problem.rule) for problem in problems] == [
        ("theme/templates/home.html", "not-utf8"),
    ]


def test_a_fingerprint_changes_with_the_templates_that_can_be_reached_and_with_no_other(folder):
    write(
        folder,
        {
            "templates/home.html": '{% from "components/a.html" import a %}',
            "components/a.html": '{% include "icons/i.svg" %}',
            "icons/i.svg": "1",
        },
    )
    before, _ = load_theme([folder])
    write(folder, {"icons/i.svg": "2"})
    after, _ = load_theme([folder])
    changed = {name for name in before.fingerprints if before.fingerprints[name] != after.fingerprints[name]}
    assert changed == {"home.html", "components/a.html", "icons/i.svg"}


def test_a_name_made_while_rendering_could_be_any_template(folder):
    write(folder, {"templates/home.html": "{% include page.name %}", "icons/i.svg": "1"})
    before, _ = load_theme([folder])
    write(folder, {"icons/i.svg": "2"})
    after, _ = load_theme([folder])
    assert before.fingerprints["home.html"] != after.fingerprints["home.html"]


def test_line_ends_and_a_byte_order_mark_do_not_reach_the_page(folder):
    write(folder, {"templates/home.html": b"\xef\xbb\xbfa\r\nb\r\n"})
    theme, _ = load_theme([folder])
    assert theme.templates["home.html"].source == "a\nb\n"


def test_a_template_that_names_itself_takes_up_the_one_below(folder, tmp_path):
    write(tmp_path / "high", {"templates/home.html": "{% extends 'home.html' %}{% include \"icons/i.svg\" %}"})
    write(tmp_path / "mine", {"templates/home.html": '{% extends "home.html" %}', "icons/i.svg": "1"})
    theme, problems = load_theme([tmp_path / "high", tmp_path / "mine", folder], tmp_path)
    homes = {name: (one.source, one.path) for name, one in theme.templates.items() if name.endswith("home.html")}
    assert problems == ()
    assert homes == {
        "home.html": ("{% extends 'below-1/home.html' %}{% include \"icons/i.svg\" %}", "high/templates/home.html"),
        "below-1/home.html": ('{% extends "below-2/home.html" %}', "mine/templates/home.html"),
        "below-2/home.html": ("home.html", "theme/templates/home.html"),
    }
    assert reached("home.html", theme.templates) == {*homes, "icons/i.svg"}


def test_a_template_that_does_not_exist_is_a_problem_at_the_line_that_names_it(folder, tmp_path):
    write(
        folder,
        {
            "templates/home.html": 'x\n{% include "components/carde.html" %}{% include "y.html" ignore missing %}',
            "templates/data.html": '{% extends "data.html" %}',
            "components/card.html": "",
        },
    )
    _, problems = load_theme([folder], tmp_path)
    assert [str(problem) for problem in problems] == [
        "theme/templates/data.html:1: template: no theme below this one has 'data.html';"
        " a template that names itself takes up the one of the theme below",
        "theme/templates/home.html:2: template: the theme has no template 'components/carde.html';"
        " did you mean 'components/card.html'?",
    ]


def test_broken_css_is_a_problem_at_its_line(folder, tmp_path):
    write(folder, {"css/a.css": "a {\n  color red;\n}\n"})
    _, problems = load_theme([folder], tmp_path)
    assert [str(problem) for problem in problems] == [
        "theme/css/a.css:2: theme: 'color red' is no declaration: it has no colon; browsers drop it, and what follows it"
    ]
