"""What hosts are told is read back as they read it."""

from factledger.plan.host_and_syndication_files import headers, redirects
from factledger.publish.built_host_rules import REVALIDATED, HostRules, address

FOREVER = "public, max-age=31536000, immutable"


def test_what_the_build_writes_for_hosts_says_how_long_each_file_may_be_kept():
    rules = HostRules(headers("/ev/", hashed=["assets/*", "images/*"], pictures=["images/*"]).decode(), "")
    paths = ("assets/style.1.css", "images/a/b.webp", "index.html", "news/assets/index.html", "data/facts.csv")
    assert rules.root == "/ev/"
    assert [rules.cache_control(path) for path in paths] == [FOREVER, FOREVER, REVALIDATED, REVALIDATED, REVALIDATED]


def test_an_old_address_leads_on_whatever_its_letters_are():
    moved = [("/ev/old/", "/ev/news/a/"), ("/ev/小米 su7/", "/ev/news/b/"), ("/ev/post.html", "/ev/news/c/")]
    rules = HostRules(headers("/ev/", hashed=[]).decode(), redirects(moved).decode())
    paths = ("old/index.html", "小米 su7/index.html", "post.html", "news/a/index.html")
    assert [rules.redirect(path) for path in paths] == ["/ev/news/a/", "/ev/news/b/", "/ev/news/c/", ""]


def test_a_placeholder_is_one_part_of_an_address_and_a_star_any_number():
    rules = HostRules("/:a/x\n  Cache-Control: one\n/b/*\n  cache-control: two\n", "")
    assert [rules.cache_control(path) for path in ("a/x", "a/b/x", "b/x", "b/c/d")] == [
        "one",
        REVALIDATED,
        "one, two",
        "two",
    ]


def test_a_site_without_such_files_is_revalidated():
    assert (HostRules("", "").root, HostRules("", "").cache_control("a.css")) == ("/", REVALIDATED)


def test_a_folders_index_is_asked_for_by_the_folder():
    paths = ("index.html", "news/a/index.html", "404.html", "news/my-index.html")
    assert [address(path) for path in paths] == ["", "news/a/", "404.html", "news/my-index.html"]
