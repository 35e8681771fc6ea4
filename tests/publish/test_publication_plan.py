"""What a publication has to do, and that it may be killed between any two steps."""

from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factledger.publish.built_site import Headers, Release
from factledger.publish.deployment_record import BOOKKEEPING, RECORD, Entry
from factledger.publish.errors import PublishError
from factledger.publish.publication import Wishes, publish
from factledger.publish.publication_plan import Cause, DesiredFile, Phase, PublicationPlan, Step, StoredFile, changes
from factledger.write.manifest import MANIFEST

SAME = Entry("1", "h", "v")


def planned(wanted, record=None, listed=None, *, is_tree=False):
    return changes(wanted, record or {}, listed or {}, is_tree=is_tree)


def test_assets_come_first_then_new_pages_then_changed_ones_then_the_list_and_deletions_last():
    wanted = {
        path: DesiredFile("2", "h", path.startswith("assets/"))
        for path in ("index.html", "feed.xml", "same.html", "n/index.html", "assets/a.css", "new.csv", MANIFEST)
    }
    record = dict.fromkeys(("index.html", "feed.xml", "gone.html", "assets/old.css", MANIFEST, "lost.html"), SAME)
    record["same.html"] = Entry("2", "h", "v")
    listed = {path: StoredFile("v") for path in record if path != "lost.html"}
    found = planned(wanted, record, {**listed, "theirs.txt": StoredFile("w")})
    assert found == PublicationPlan(
        steps=(
            Step(Phase.ASSETS, "assets/a.css", Cause.NEW),
            Step(Phase.ASSETS, "new.csv", Cause.NEW),
            Step(Phase.NEW_PAGES, "n/index.html", Cause.NEW),
            Step(Phase.PAGES, "index.html", Cause.CHANGED),
            Step(Phase.REST, "feed.xml", Cause.CHANGED),
            Step(Phase.MANIFEST, MANIFEST, Cause.CHANGED),
            Step(Phase.OLD_PAGES, "gone.html", Cause.STALE),
            Step(Phase.OLD_FILES, "assets/old.css", Cause.STALE),
        ),
        unchanged=("same.html",),
        published=6,
    )


def test_a_compressed_copy_comes_and_goes_with_its_file():
    wanted = {
        f"{path}{end}": DesiredFile("2", "h") for path in ("a.html", "b.html", "c.css", "d.xml") for end in ("", ".gz")
    }
    record = dict.fromkeys(("a.html", "b.html", "b.html.gz", "d.xml", "e.html.br", "e.js"), SAME)
    found = planned(wanted, record, dict.fromkeys(record, StoredFile("v")))
    assert [(step.phase, step.path) for step in found.steps] == [
        (Phase.ASSETS, "c.css"),
        (Phase.ASSETS, "c.css.gz"),
        *((Phase.PAGES, path) for path in ("a.html", "a.html.gz", "b.html", "b.html.gz")),
        *((Phase.REST, path) for path in ("d.xml", "d.xml.gz")),
        (Phase.OLD_PAGES, "e.html.br"),
        (Phase.OLD_FILES, "e.js"),
    ]


@pytest.mark.parametrize(
    ("entry", "there", "cause"),
    [
        (SAME, StoredFile("v"), None),
        (SAME, StoredFile("other"), Cause.CHANGED),  # somebody else wrote it
        (SAME, StoredFile(""), Cause.CHANGED),  # the store cannot tell
        (Entry("1", "h", ""), StoredFile(""), Cause.CHANGED),
        (Entry("0", "h", "v"), StoredFile("v"), Cause.CHANGED),
        (Entry("1", "g", "v"), StoredFile("v"), Cause.HEADERS),
        (Entry(), StoredFile("v"), Cause.CHANGED),  # a killed publication may have sent it
        (Entry(), StoredFile("w", "1"), Cause.HEADERS),  # the store tells the digest, and not with which headers
        (SAME, None, Cause.NEW),
    ],
)
def test_a_file_is_left_alone_only_where_it_is_certain_to_be_as_it_was_sent(entry, there, cause):
    found = planned({"a.html": DesiredFile("1", "h")}, {"a.html": entry}, {"a.html": there} if there else {})
    assert ([step.cause for step in found.steps], found.foreign) == ([cause] if cause else [], ())


def test_files_of_others_are_no_business_of_ours_until_they_would_be_overwritten():
    listed = {"a.html": StoredFile("v", "9"), "b.html": StoredFile("w", "1"), "theirs/c.html": StoredFile("x")}
    found = planned({"a.html": DesiredFile("1"), "b.html": DesiredFile("1")}, {}, listed)
    assert (found.foreign, found.deleted, found.unchanged) == (("a.html",), (), ("b.html",))


def test_in_a_tree_a_file_goes_first_where_a_folder_takes_its_place():
    wanted = {"a/index.html": DesiredFile("1"), "b": DesiredFile("1")}
    record = {"a": SAME, "b/index.html": SAME}
    there = {"a": StoredFile("v"), "b/index.html": StoredFile("v")}
    assert [(step.phase, step.path) for step in planned(wanted, record, there, is_tree=True).deleted] == [
        (Phase.MAKE_ROOM, "a"),
        (Phase.MAKE_ROOM, "b/index.html"),
    ]
    assert [step.phase for step in planned(wanted, record, there).deleted] == [Phase.OLD_PAGES, Phase.OLD_FILES]
    assert planned(wanted, {}, there, is_tree=True).foreign == ("a", "b/index.html")
    assert planned(wanted, {}, there).foreign == ()


@pytest.mark.parametrize(("gone", "is_much"), [(0, False), (1, False), (2, True)])
def test_a_tenth_of_what_was_published_may_go_unasked(gone, is_much):
    record = {f"{number}.html": SAME for number in range(10)}
    wanted = {path: DesiredFile("1", "h") for path in [*record][gone:]}
    assert planned(wanted, record, dict.fromkeys(record, StoredFile("v"))).deletes_much == is_much


class Killed(BaseException):
    """What ends a process at once."""


class Shelf:
    """A store in memory that keeps headers, tells versions that mean nothing, and dies after so many writes."""

    is_tree = False
    has_headers = True

    def __init__(self, theirs):
        self.files = {path: (content, "theirs") for path, content in theirs.items()}
        self.writes, self.until = 0, None
        self.watch = lambda: None

    def listing(self, paths):
        return {path: StoredFile(version) for path, (_, version) in self.files.items()}

    def read(self, path):
        return self.files[path][0] if path in self.files else None

    def put(self, path, content, headers):
        self._live()
        self.files[path] = content, str(self.writes)
        self.watch()
        return str(self.writes)

    def delete(self, path):
        self._live()
        self.files.pop(path, None)
        self.watch()

    @contextmanager
    def lock(self, say):
        yield lambda: None

    def _live(self):
        self.writes += 1
        if self.until is not None and self.writes > self.until:
            raise Killed

    @property
    def site(self):
        return {path: content for path, (content, _) in self.files.items() if path not in BOOKKEEPING}


def asset(name):
    return f"assets/{name}.{sha256(name.encode()).hexdigest()[:4]}.css"


# A site is, by the name of each page, its words and which assets it needs.
SITES = st.dictionaries(
    st.sampled_from(["index.html", "a/index.html", "b/index.html", "c.html"]),
    st.tuples(st.sampled_from(["one", "two"]), st.frozensets(st.sampled_from("uvwxyz"), max_size=3)),
    min_size=1,
)


def files(site):
    pages = {name: f"{words} {' '.join(map(asset, sorted(needed)))}".encode() for name, (words, needed) in site.items()}
    assets = {asset(name): name.encode() for _, needed in site.values() for name in needed}
    listing = "".join(sorted({**pages, **assets})).encode()
    return {**pages, **assets, "feed.xml": listing, MANIFEST: listing}


class Contents(Release, dict=True):
    """A site in memory."""

    def content(self, path):
        return self.files[path]


def released(site):
    own = files(site)
    release = Contents(
        Path(),
        {path: sha256(content).hexdigest() for path, content in own.items()},
        {path: Headers("x", "immutable" if path.startswith("assets/") else "y") for path in own},
    )
    vars(release)["files"] = own
    return release


def lacking(site):
    """The pages that need what is not there."""
    return [
        path
        for path, content in site.items()
        if path.endswith(".html")
        and any(one.encode() not in {*map(str.encode, site)} for one in content.decode().split()[1:])
    ]


ALL = Wishes(deletes=True, parallel=1)
THEIRS = {"theirs.txt": b"!", "assets/theirs.css": b"!"}


@given(st.lists(st.tuples(SITES, st.none() | st.integers(0, 30)), min_size=1, max_size=4))
def test_whenever_it_is_killed_no_page_lacks_anything_and_once_it_ends_the_site_is_whole(releases):
    shelf = Shelf(THEIRS)
    lacked = []
    shelf.watch = lambda: lacked.extend(lacking(shelf.site))
    for site, lives in [*releases, (releases[-1][0], None)]:
        shelf.until = shelf.writes + lives if lives is not None else None
        try:
            publish(released(site), shelf, ALL)
        except Killed:
            continue
        assert shelf.site == {**files(site), **THEIRS}
        before = shelf.writes
        assert publish(released(site), shelf, ALL).steps == ()
        assert shelf.writes == before
    assert lacked == []


def test_a_refused_publication_writes_nothing():
    shelf = Shelf({"index.html": b"theirs"})
    with pytest.raises(
        PublishError, match=r"a file is there that no publication put there .*: index.html; .* --overwrite"
    ):
        publish(released({"index.html": ("one", frozenset())}), shelf, Wishes(parallel=1))
    assert shelf.files == {"index.html": (b"theirs", "theirs")}


def test_a_failure_on_the_way_is_told_and_what_was_sent_is_not_sent_again():
    class Full(Shelf):
        def put(self, path, content, headers):
            if path == "feed.xml" and self.is_full:
                raise PublishError("no room")
            return super().put(path, content, headers)

    shelf = Full({})
    shelf.is_full = True
    release = released({"index.html": ("one", frozenset("u"))})
    with pytest.raises(PublishError, match="no room"):
        publish(release, shelf, ALL)
    shelf.is_full = False
    assert [step.path for step in publish(release, shelf, ALL).steps] == ["feed.xml", "index.html", MANIFEST]
    assert RECORD in shelf.files
