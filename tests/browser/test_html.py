"""Every page is HTML by the word of the Nu checker, under both addresses."""

import json
import subprocess

import pytest


@pytest.mark.parametrize("site", ["site_at_root", "site_below_ev"])
def test_the_nu_checker_finds_no_error(request, nu_checker, site):
    assert mistakes(nu_checker, request.getfixturevalue(site)) == []


def mistakes(nu_checker, folder):
    """What the checker says of the pages of a folder, each with its place."""
    arguments = ["--errors-only", "--format", "json", "--exit-zero-always", "--skip-non-html", str(folder)]
    checked = subprocess.run([*nu_checker, *arguments], capture_output=True, text=True, check=False)
    messages = json.loads(checked.stderr)["messages"]
    return [f"{one['url'].partition(str(folder))[2]}:{one.get('lastLine')}: {one['message']}" for one in messages]


def test_the_nu_checker_sees_a_mistake(nu_checker, tmp_path):
    (tmp_path / "a.html").write_text("<!doctype html><html lang=en><title>a</title><p><div></p></div>", "utf-8")
    checked = subprocess.run([*nu_checker, "--format", "json", tmp_path], capture_output=True, text=True, check=False)
    assert [one["message"] for one in json.loads(checked.stderr)["messages"] if one["type"] == "error"] == [
        "No “p” element in scope but a “p” end tag seen."
    ]
