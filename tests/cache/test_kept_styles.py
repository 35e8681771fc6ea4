"""Stylesheets are made once for the files that they are made from, and what nobody asks for any more is dropped."""

from factledger.cache.kept_styles import kept_styles
from factledger.render.theme import load_theme

CSS = "@layer a { a { color: red; } }\n"


def theme(folder, css):
    (folder / "css").mkdir(parents=True, exist_ok=True)
    (folder / "css" / "a.css").write_text(css)
    return folder


def test_a_stylesheet_that_is_known_is_not_made_again(tmp_path):
    folder = theme(tmp_path / "theme", CSS)
    with kept_styles(tmp_path) as styles:
        made, _ = load_theme([folder], tmp_path, styles=styles)
    with kept_styles(tmp_path) as styles:
        (digest,) = styles
        styles[digest] = b"known"
        known, _ = load_theme([folder], tmp_path, styles=styles)
    assert made.assets[0].content != known.assets[0].content == b"known"


def test_another_text_is_another_stylesheet_and_the_one_before_is_dropped(tmp_path):
    contents = []
    for css in (CSS, CSS.replace("red", "blue")):
        with kept_styles(tmp_path) as styles:
            contents.append(load_theme([theme(tmp_path / "theme", css)], tmp_path, styles=styles)[0].assets[0].content)
    with kept_styles(tmp_path) as styles:
        assert [*styles.values()] == [contents[1]]
    assert b"blue" in contents[1]


def test_a_fault_is_told_each_time(tmp_path):
    folder = theme(tmp_path / "theme", "a { color: red\n")
    found = []
    for _ in range(2):
        with kept_styles(tmp_path) as styles:
            found.append([one for one in load_theme([folder], tmp_path, styles=styles)[1] if "a.css" in one.place.path])
    assert found[0]
    assert found[0] == found[1]
