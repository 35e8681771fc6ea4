"""A built site that was signed, brought elsewhere, and verified by who has nothing but the names of those who may sign."""

import json
import re
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from factledger.cli import main
from factledger.publish.signatures import SIGNATURE
from tests.folders import tree
from tests.publish.built import PAGES, build, runner

GUIDE = (Path(__file__).parent.parent / "docs/building.md").read_text("utf-8")
BY_HAND = re.findall(r"^(ssh-keygen -Y verify .*|\(cd one .*\))$", GUIDE, re.MULTILINE)
WHO = "publisher@example.org"

MISSING = [name for name in ("ssh-keygen", "sha256sum") if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason="ssh-keygen or sha256sum is not installed")


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    """A folder with two keys, `ours` and `theirs`, and files of those who may sign."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("ours", "theirs"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", folder / name]
        subprocess.run(command, check=True)
    ours, theirs = ((folder / f"{name}.pub").read_text("utf-8") for name in ("ours", "theirs"))
    lines = {
        "allowed": f'{WHO} namespaces="factledger" {ours}',
        "others": f"other@example.org {theirs}",
        "expired": f'{WHO} namespaces="factledger",valid-before="20250101" {ours}',
        "early": f'{WHO} valid-after="20990101" {ours}',
        "for-git": f'{WHO} namespaces="git" {ours}',
        "nobody": "",
    }
    for name, line in lines.items():
        (folder / name).write_text(line, "utf-8")
    return folder


@pytest.fixture
def run(tmp_path, capsys):
    return runner(build(tmp_path / "project", PAGES), capsys)


@pytest.fixture
def published(run, keys, tmp_path):
    """A folder to which a signed site was published."""
    assert run("sign", keys / "ours")[0] == 0
    assert run("publish", tmp_path / "www")[0] == 0
    shutil.rmtree(tmp_path / "project/public")  # who verifies has built nothing
    return tmp_path / "www"


def test_a_signed_site_is_known_by_who_has_the_names_of_the_signers_alone(published, run, keys, monkeypatch):
    monkeypatch.chdir(keys)  # where there is no site
    assert main(["verify", str(published), "--signers", "allowed", "--quiet"]) == 0
    status, said, told = run("verify", published, "--signers", keys / "allowed")
    assert (status, said, told) == (0, f"8 files verified: all as they were built\nsigned by {WHO}", "")
    _, said, _ = run("verify", published, "--signers", keys / "allowed", "--format", "json")
    assert json.loads(said) == {
        "checked": 8,
        "is_old_release": False,
        "lists_all": True,
        "findings": [],
        "signed_by": WHO,
    }


@pytest.mark.parametrize(
    ("signers", "reason"),
    [
        ("others", "nobody whom {signers} names has signed"),
        ("nobody", "nobody whom {signers} names has signed"),
        ("expired", "who signed may no longer do so by {signers}: the key has expired"),
        ("early", "who signed may not do so yet by {signers}"),
        ("for-git", "who signed may not sign sites by {signers}"),
    ],
)
def test_who_may_not_sign_is_refused_with_the_reason(signers, reason, published, run, keys):
    file = keys / signers
    assert run("verify", published, "--signers", file) == (1, "", f"build.py: {reason.format(signers=file)}")


def test_a_changed_file_a_changed_list_and_no_signature_are_told(published, run, keys):
    (published / "news/a/index.html").write_text("changed", "utf-8")
    (published / "more.html").write_text("more", "utf-8")
    status, _, told = run("verify", published, "--signers", keys / "allowed")
    assert (status, re.findall(r"^(\S+): (\w+):", told, re.MULTILINE)) == (
        1,
        [("news/a/index.html", "changed"), ("more.html", "extra")],
    )
    listing = published / ".factledger"
    listing.write_bytes(
        listing.read_bytes().replace(sha256(PAGES["news/b/index.html"]).hexdigest().encode(), b"0" * 64)
    )
    other = f"build.py: the signature {SIGNATURE} is not one on the list of files that stands there"
    assert run("verify", published, "--signers", keys / "allowed") == (1, "", other)
    (published / SIGNATURE).write_text("nothing", "utf-8")
    assert run("verify", published, "--signers", keys / "allowed") == (1, "", other)
    (published / SIGNATURE).unlink()
    none = f"build.py: the site is not signed: there is no {SIGNATURE}"
    assert run("verify", published, "--signers", keys / "allowed") == (1, "", none)


def test_what_was_built_since_is_not_published_with_the_signature_on_what_was_before(run, keys, tmp_path):
    project, www = tmp_path / "project", tmp_path / "www"
    assert run("sign", keys / "ours")[0] == 0
    assert run("publish", www)[0] == 0
    signature = project / "public" / SIGNATURE
    kept = signature.read_bytes()
    build(project, {**PAGES, "news/b/index.html": b"B, put right"})
    signature.write_bytes(kept)  # a real build leaves it where it stands
    told = f"{signature} is not a signature on what was built last; sign again, or remove it"
    assert run("publish", www) == (1, "", f"build.py: {told}")
    assert run("sign", keys / "ours") == (0, f"signed: {signature}", "")
    assert run("publish", www)[0] == 0
    assert run("verify", www, "--signers", keys / "allowed")[0] == run("verify", www)[0] == 0
    signature.unlink()
    assert run("publish", www)[0] == 0
    assert SIGNATURE not in tree(www)


@pytest.mark.parametrize("wrong", ["no-key", "key-of-nothing", "no-site"])
def test_what_cannot_be_signed_is_said_in_a_line(wrong, run, keys, tmp_path):
    key = keys / "ours"
    if wrong == "no-site":
        shutil.rmtree(tmp_path / "project/public")
    else:
        key = tmp_path / wrong
        key.write_text("nothing", "utf-8")
    status, said, told = run("sign", key)
    assert (status, said, len(told.splitlines())) == (1, "", 1)
    assert not (tmp_path / "project/public" / SIGNATURE).exists()


def test_who_has_the_files_and_not_this_program_verifies_by_hand(published, keys, tmp_path):
    shutil.move(published, tmp_path / "one")
    shutil.copyfile(keys / "allowed", tmp_path / "allowed_signers")

    def results():
        return [subprocess.run(one, shell=True, cwd=tmp_path, capture_output=True).returncode for one in BY_HAND]

    assert results() == [0, 0]
    (tmp_path / "one/index.html").write_text("changed", "utf-8")
    assert results() == [0, 1]
