"""Which folders a site's theme is made of."""

from pathlib import Path

from factledger.model.settings import Settings
from factledger.read.theme_chain import default_theme, read_themes, theme_inputs

DEFAULT = Path(__file__).parents[2] / "theme"


def test_a_site_without_a_theme_folder_has_the_default_theme(tmp_path):
    assert default_theme() == DEFAULT
    assert read_themes(tmp_path, Settings()) == ((DEFAULT,), ())


def test_the_default_theme_lies_below_the_sites_own(project):
    folder = project({"theme/css/a.css": "", "mine/css/b.css": ""})
    assert read_themes(folder, Settings()) == ((folder / "theme", DEFAULT), ())
    assert read_themes(folder, Settings(themes=("mine", "theme")))[0] == (folder / "mine", folder / "theme", DEFAULT)


def test_a_site_whose_own_theme_is_the_default_one_has_it_once():
    assert read_themes(DEFAULT.parent, Settings())[0] == (DEFAULT,)
    assert theme_inputs(DEFAULT.parent, Settings()) == ("theme",)


def test_below_a_theme_that_stands_alone_there_is_none(project):
    folder = project({"mine/theme.yaml": "contract: 1\nstands_alone: yes\n"})
    assert read_themes(folder, Settings(themes=("mine",))) == ((folder / "mine",), ())


def test_a_build_looks_for_changes_of_the_default_theme_too(tmp_path):
    assert theme_inputs(tmp_path, Settings(themes=("mine",))) == ("mine", str(DEFAULT))


def told(folder):
    return [str(problem) for problem in read_themes(folder, Settings(themes=("mine",)))[1]]


def test_a_theme_for_another_contract_is_told_what_to_do(project):
    assert told(project({"mine/theme.yaml": "contract: 0\n"})) == [
        "mine/theme.yaml:1:11: theme: the theme was made for contract 0, and this factledger has 1;"
        " put its templates right, then write contract: 1"
    ]
    assert told(project({"mine/theme.yaml": "contract: 2\n"})) == [
        "mine/theme.yaml:1:11: theme: the theme was made for contract 2, and this factledger has 1;"
        " install a newer factledger"
    ]


def test_what_a_theme_says_of_itself_is_checked_like_all_yaml(project):
    assert told(project({"mine/theme.yaml": "contract: one\nname: Mine\n"})) == [
        "mine/theme.yaml:1:11: bad-value: 'one' is no version of the contract; write 1",
        "mine/theme.yaml:2:1: unknown-key: there is no key 'name' here; the keys here are contract and stands_alone",
    ]
