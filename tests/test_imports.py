"""The order of the rooms is kept, and every module can be imported first."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

# Third-party modules stay loaded between two of ours: they are the same for all, and slow.
IMPORT_EACH_ALONE = """
import importlib, pkgutil, sys, traceback
import factledger
names = [module.name for module in pkgutil.walk_packages(factledger.__path__, "factledger.")][int(sys.argv[1])::2]
for name in names:
    for loaded in [loaded for loaded in sys.modules if loaded.split(".")[0] == "factledger"]:
        del sys.modules[loaded]
    try:
        importlib.import_module(name)
    except Exception:
        print(name, traceback.format_exc())
print(len(names), file=sys.stderr)
"""


def run(*arguments):
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_rooms_import_each_other_in_the_order_of_the_contract():
    lint = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    linted = run("-c", lint, "--no-cache")
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_every_module_can_be_imported_with_no_other_of_ours_loaded():
    command = [sys.executable, "-c", IMPORT_EACH_ALONE]
    halves = [
        subprocess.Popen([*command, half], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for half in "01"
    ]
    (said, count), (also_said, other_count) = (half.communicate() for half in halves)
    assert said + also_said == ""
    modules = [path for path in (ROOT / "factledger").rglob("*.py") if path != ROOT / "factledger" / "__init__.py"]
    assert int(count) + int(other_count) == len(modules)
