"""A built site of a few files, as a build leaves it, and the command line over it."""

import shutil
from hashlib import sha256

from factledger.cli import main
from factledger.write.manifest import MANIFEST, manifest
from tests.folders import tree

PAGES = {
    "index.html": b"<link rel=stylesheet href=assets/style.0001.css><a href=news/a/>A</a>",
    "news/a/index.html": b"<link rel=stylesheet href=../../assets/style.0001.css>A",
    "news/b/index.html": b"B",
    "assets/style.0001.css": b"p {}",
    "feed.xml": b"<feed/>",
    "old/index.html": b'<meta http-equiv=refresh content="0; url=/ev/news/a/">',
    "_headers": b"/ev/*\n  X-Frame-Options: SAMEORIGIN\n/ev/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n",
    "_redirects": b"/ev/old /ev/news/a/ 301\n/ev/old/ /ev/news/a/ 301\n",
}
MANY = {f"data/{number}.csv": b"%d\n" % number for number in range(40)}  # so that a file more or less is no tenth


def build(project, files):
    """Make `public/` hold some files, as a build does."""
    public = project / "public"
    shutil.rmtree(public, ignore_errors=True)
    for path, content in files.items():
        (public / path).parent.mkdir(parents=True, exist_ok=True)
        (public / path).write_bytes(content)
    (public / MANIFEST).write_bytes(manifest({path: sha256(content).hexdigest() for path, content in files.items()}))
    (project / "site.yaml").write_text("title: Site\n", "utf-8")
    return project


def site_in(folder):
    """The same without what a publication keeps for itself."""
    return {path: content for path, content in tree(folder).items() if not path.startswith(".factledger-")}


def runner(project, capsys):
    """A function that runs a command in a project; its status, and what it printed without the time it took."""

    def run(*arguments):
        try:
            status = main([*map(str, arguments), "--project", str(project)])
        except SystemExit as stopped:
            status = stopped.code
        printed = capsys.readouterr()
        said = printed.out.rstrip("\n")
        is_timed = said.endswith(" s") and "sent" in said
        return status, said.rpartition(", ")[0] if is_timed else said, printed.err.rstrip("\n")

    return run
