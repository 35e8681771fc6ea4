"""A site to start from: one company, one metric, one article with three facts, and what a host needs.

Its files lie in `files/`: what every site has in `all`, and the content in each language.
"""

import json
from collections.abc import Mapping
from pathlib import Path

_FILES = Path(__file__).parent / "files"
LANGUAGES = ("en", "de", "zh-Hans")


HOSTS = ("github-pages", "gitlab-pages", "netlify", "cloudflare-pages", "bucket")


def starter(language: str, title: str, version: str, host: str = HOSTS[0], tag: str = "") -> Mapping[str, str]:
    """The files of a new site by path; `title` is the site's, `version` the program's that is to build it.

    `language` is one of `LANGUAGES`, and `tag` the same as in a region, de-AT; `host` is one of `HOSTS`, where it will stand.
    """
    words = {
        "{language}": tag or language,
        "{title}": json.dumps(title, ensure_ascii=False),
        "{version}": version.rpartition(".")[0],
        "{host}": host,
    }
    found = {}
    for part in ("all", language, f"hosts/{host}"):
        folder = _FILES / part
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            text = path.read_text("utf-8")
            for mark, word in words.items():
                text = text.replace(mark, word)
            found[path.relative_to(folder).as_posix()] = text
    return found
