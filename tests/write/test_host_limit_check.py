"""What a host would leave out or refuse is told at the build."""

from factledger.model.host_limit_numbers import LIMITS, Host
from factledger.model.problems import Place
from factledger.write.host_limit_check import beyond_limits

SITE = Place("site.yaml")


def told(host, sizes, headers="", redirects=""):
    return [problem.message for problem in beyond_limits(host, sizes, headers=headers, redirects=redirects, place=SITE)]


def test_every_host_has_its_limits():
    assert set(LIMITS) == set(Host)


def test_a_host_without_limits_takes_everything():
    assert told(Host.NETLIFY, dict.fromkeys(map(str, range(30_000)), 1 << 25), "/a\n" * 500, "/a /b 301\n" * 9000) == []


def test_what_is_just_as_much_as_a_host_takes_is_not_told():
    sizes = dict.fromkeys(map(str, range(20_000)), 25 << 20)
    assert told(Host.CLOUDFLARE_PAGES, sizes, "/a\n" * 100, "/a /b 301\n" * 2000) == []


def test_each_limit_is_told_with_what_the_site_has():
    sizes = {**dict.fromkeys(map(str, range(20_000)), 1), "film.mp4": (25 << 20) + 1}
    headers = "/a\n" * 101 + "  x: " + "y" * 2000
    redirects = "# a comment\n" + "/a /b 301\n" * 2000 + "/" + "c" * 1000 + " /d 301\n"
    assert told(Host.CLOUDFLARE_PAGES, sizes, headers, redirects) == [
        "the site has 20,001 files, and Cloudflare Pages takes 20,000",
        "the site has 2,001 lines in _redirects, and Cloudflare Pages takes 2,000",
        "the site has 1,008 characters in a line of _redirects, and Cloudflare Pages takes 1,000",
        "the site has 101 addresses in _headers, and Cloudflare Pages takes 100",
        "the site has 2,005 characters in a line of _headers, and Cloudflare Pages takes 2,000",
        "/film.mp4 has 26.2 MB, and Cloudflare Pages takes files of 26.2 MB",
    ]
    assert told(Host.GITHUB_PAGES, {"a": 999_999_999, "b": 2}) == [
        "the site has 1,000,000,001 bytes in all, and GitHub Pages takes 1,000,000,000"
    ]


def test_copies_are_for_hosts_that_send_them():
    sizes = {"index.html": 9, "index.html.gz": 3, "archive.gz": 5}
    assert told(Host.NETLIFY, sizes) == ["the site has 1 compressed copy, and Netlify sends none"]
    assert told(Host.GITLAB_PAGES, sizes) == []
