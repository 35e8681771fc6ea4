"""What the build wrote for hosts, read by the hosts' own parsers and served by the host's own emulator."""

import json
import re
import subprocess
import urllib.request
from urllib.error import HTTPError
from urllib.parse import quote

import pytest

from factledger.publish.built_host_rules import address
from factledger.publish.built_site import read_release
from tests.publish.built import runner, tree
from tests.publish.servers import HOSTS, cloudflare, installed

pytestmark = pytest.mark.servers
FOREVER = "public, max-age=31536000, immutable"


@pytest.fixture(scope="module")
def served(nasty_site_at_root, tmp_path_factory):
    """The address of a site with names of all kinds, the folder that is served, and what the emulator said of it."""
    folder = tmp_path_factory.mktemp("emulator")
    (folder / "project").mkdir()
    (folder / "project/site.yaml").write_text("title: Site\n", "utf-8")
    (folder / "project/public").symlink_to(nasty_site_at_root)
    site = folder / "site"
    subprocess.run(["cp", "-r", nasty_site_at_root, site], check=True)
    with cloudflare(site, folder) as (url, said):
        yield url, site, said, folder / "project"


def lines(site, name):
    return [line for line in (site / name).read_text("utf-8").splitlines() if line and not line[0].isspace()]


def answered(url):
    """Status and headers of what stands at an address, not of where it leads."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *arguments):
            return None

    try:
        with urllib.request.build_opener(Stay).open(url) as answer:
            return answer.status, answer.headers
    except HTTPError as error:
        return error.code, error.headers


def test_netlifys_parsers_read_every_rule_and_find_no_fault(nasty_site_at_root):
    installed("wrangler")  # which comes with them
    done = subprocess.run(["node", HOSTS / "netlify.mjs", nasty_site_at_root], capture_output=True, check=True)
    read = json.loads(done.stdout)
    assert read["errors"] == []
    assert [rule["for"] for rule in read["headers"]] == lines(nasty_site_at_root, "_headers")
    rules = {rule["for"]: rule["values"] for rule in read["headers"]}
    assert (rules["/assets/*"], rules["/data/*"]) == ({"Cache-Control": FOREVER}, {"Access-Control-Allow-Origin": "*"})
    moved = [line.split() for line in lines(nasty_site_at_root, "_redirects")]
    found = [[one.get("path", one.get("from")), one["to"], str(one["status"])] for one in read["redirects"]]
    assert len(moved) > 4
    assert found == moved


def test_cloudflares_parsers_read_every_rule_and_find_no_fault(served):
    _, site, said, _ = served
    rules, moved = len(lines(site, "_headers")), len(lines(site, "_redirects"))
    assert re.findall(r"Parsed .*", said) == [
        f"Parsed {moved} valid redirect rules.",
        f"Parsed {rules} valid header rules.",
    ]


def test_cloudflares_emulator_answers_with_the_headers_and_redirects_of_the_build(served):
    url, site, _, _ = served
    (style,) = (site / "assets").glob("style.*.css")
    assert answered(f"{url}/assets/{style.name}")[1]["Cache-Control"] == FOREVER
    _, headers = answered(f"{url}/about/")
    assert (headers["Cache-Control"], headers["X-Frame-Options"]) == (
        "public, max-age=0, must-revalidate",
        "SAMEORIGIN",
    )
    assert answered(f"{url}/data/facts.csv")[1]["Access-Control-Allow-Origin"] == "*"
    for line in lines(site, "_redirects"):
        old, new, status = line.split()
        code, headers = answered(url + old)
        assert (str(code), headers["Location"]) == (status, new)


def test_what_a_publication_makes_of_these_rules_is_what_the_emulator_answers(served):
    url, site, _, project = served
    release = read_release(project / "public")
    for path in (
        "about/index.html",
        "feed.xml",
        "calendar.ics",
        *(f"assets/{one.name}" for one in (site / "assets").glob("*.*")),
    ):
        headers = answered(url + "/" + quote(address(path)))[1]
        kind = release.headers[path].content_type.partition(";")[0]
        if kind != "text/javascript":  # its name since RFC 9239, which the emulator is older than
            assert headers["Content-Type"].partition(";")[0] == kind
        assert headers["Cache-Control"] == release.headers[path].cache_control
    moved = {old: new for old, new, _ in map(str.split, lines(site, "_redirects"))}
    leading = {path: one.redirect for path, one in release.headers.items() if one.redirect}
    assert set(leading.values()) == set(moved.values())


def test_a_site_on_the_emulator_is_verified_and_what_is_wrong_with_it_is_found(served, capsys):
    url, site, _, project = served
    run = runner(project, capsys)
    count = len(tree(site)) - 1
    assert run("verify", url) == (0, f"{count} files verified: all as they were built", "")
    about = site / "about/index.html"
    about.write_bytes(about.read_bytes().replace(b"a", b"b", 1))
    (site / "feed.xml").unlink()
    (site / "left.txt").write_bytes(b"left")
    with (site / ".factledger").open("a", encoding="utf-8") as listing:
        listing.write(f"{'0' * 64}  left.txt\n")
    assert run("verify", url) == (
        1,
        f"the deployment is of another release than the last build\n{count} files verified: 1 missing, 1 changed, 1 extra",
        "feed.xml: missing: the host answers 404\n"
        "about/index.html: changed: it is not what was built\n"
        "left.txt: extra: it is left of an earlier release",
    )
