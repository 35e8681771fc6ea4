"""Compiled templates are found again by what they were made from, and by nothing else."""

from jinja2 import DictLoader, Environment

from factledger.cache.compiled_templates import CompiledTemplates, places


def rendered(folder, source, fingerprint, *, is_saved=True):
    """What a template gives, and whether its code was at hand."""
    compiled = CompiledTemplates(
        [folder / "missing" / "deep" / "templates", folder / "templates"], {"a.html": fingerprint}
    )
    environment = Environment(loader=DictLoader({"a.html": source}), bytecode_cache=compiled, autoescape=True)
    written = []
    put, compiled.dump_bytecode = compiled.dump_bytecode, lambda bucket: (written.append(bucket.key), put(bucket))
    text = environment.get_template("a.html").render(page="x")
    if is_saved:
        compiled.save()
    return text, not written


def test_a_template_is_compiled_once_for_many_builds(tmp_path):
    assert rendered(tmp_path, "<p>{{ page }}</p>", "one") == ("<p>x</p>", False)
    assert rendered(tmp_path, "<p>{{ page }}</p>", "one") == ("<p>x</p>", True)


def test_a_template_is_compiled_again_where_it_or_another_that_it_reaches_changed(tmp_path):
    rendered(tmp_path, "<p>{{ page }}</p>", "one")
    assert rendered(tmp_path, "<b>{{ page }}</b>", "two") == ("<b>x</b>", False)
    assert rendered(tmp_path, "<b>{{ page }}</b>", "three") == ("<b>x</b>", False)


def test_code_that_is_damaged_or_that_others_could_have_written_is_not_taken(tmp_path):
    rendered(tmp_path, "<p>{{ page }}</p>", "one")
    file = tmp_path / "templates"
    file.chmod(0o666)
    assert rendered(tmp_path, "<p>{{ page }}</p>", "one") == ("<p>x</p>", False)
    file.write_bytes(file.read_bytes()[:-100])
    assert rendered(tmp_path, "<p>{{ page }}</p>", "one") == ("<p>x</p>", False)
    assert rendered(tmp_path, "<p>{{ page }}</p>", "one") == ("<p>x</p>", True)


def test_templates_of_several_themes_are_kept_beside_one_another(tmp_path):
    rendered(tmp_path, "<p>{{ page }}</p>", "one")
    rendered(tmp_path, "<b>{{ page }}</b>", "two")
    assert rendered(tmp_path, "<p>{{ page }}</p>", "one") == ("<p>x</p>", True)


def test_where_there_are_more_than_are_kept_those_give_way_that_were_asked_for_longest_ago(tmp_path):
    names = [f"{number}.html" for number in range(401)]

    def known(asked):
        compiled = CompiledTemplates([tmp_path / "templates"], dict.fromkeys(names, "one"))
        environment = Environment(loader=DictLoader(dict.fromkeys(names, "<p>")), bytecode_cache=compiled)
        written = []
        put, compiled.dump_bytecode = compiled.dump_bytecode, lambda bucket: (written.append(bucket), put(bucket))
        for name in asked:
            environment.get_template(name)
        compiled.save()
        return not written

    assert not known(names[:400])
    assert not known([names[0], names[400]])
    assert [known([name]) for name in (names[0], names[400], names[2], names[1])] == [True, True, True, False]


def test_compiled_templates_lie_with_pythons_own_or_else_with_what_the_project_remembers(tmp_path, monkeypatch):
    own = tmp_path / "compiled"
    monkeypatch.setattr("sys.pycache_prefix", str(own))
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    first, second = places(tmp_path)
    assert own in first.parents
    assert second == tmp_path / ".factledger" / "templates"
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert places(tmp_path) == (second,)
