"""The order of the rooms is kept, and every module can be imported first."""

import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parent.parent

# All others stay loaded between two of these: third-party modules and those of ours that import themselves by no way are the
# same whatever was imported before, and slow.
IMPORT_EACH_ALONE = """
import importlib, sys, traceback
names = sys.argv[1].split()
for name in names:
    for loaded in names:
        package, _, own = loaded.rpartition(".")
        sys.modules.pop(loaded, None)
        if package in sys.modules:
            vars(sys.modules[package]).pop(own, None)  # where `from package import own` would find it
    try:
        importlib.import_module(name)
    except Exception:
        print(name, traceback.format_exc())
"""


def run(*arguments):
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_rooms_import_each_other_in_the_order_of_the_contract():
    lint = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    linted = run("-c", lint, "--no-cache")
    assert linted.returncode == 0, linted.stdout + linted.stderr


def modules():
    """All modules of the package, and those of them that import themselves by way of others, or of their own package.

    Only for the second does it matter which module is imported first.
    """
    graph = grimp.build_graph("factledger", cache_dir=None)
    for module in graph.modules - {"factledger"}:
        package = module.rpartition(".")[0]
        if not graph.direct_import_exists(importer=module, imported=package):
            graph.add_import(importer=module, imported=package)  # Python imports a package before what is in it
    reached = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    return graph.modules, {
        module
        for module, imported in reached.items()
        if any(one == module or module in graph.find_upstream_modules(one) for one in imported)
    }


@pytest.mark.parametrize("which", ["in a circle", pytest.param("every", marks=pytest.mark.thorough)])
def test_every_module_can_be_imported_with_no_other_of_ours_loaded(which):
    every, in_a_circle = modules()
    files = [path for path in (ROOT / "factledger").rglob("*.py") if "default_theme" not in path.parts]
    assert len(every) == len(files)
    assert 0 < len(in_a_circle) < len(every) / 4
    names = sorted(every if which == "every" else in_a_circle)
    finished = run("-c", IMPORT_EACH_ALONE, " ".join(names))
    assert (finished.returncode, finished.stdout, finished.stderr) == (0, "", "")
