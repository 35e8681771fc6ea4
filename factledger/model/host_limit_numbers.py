"""The hosts of files that a site may name as its own, and how much each takes."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Host(StrEnum):
    """Where a site stands; `BUCKET` is a store such as S3 behind a network that delivers it."""

    GITHUB_PAGES = "github-pages"
    GITLAB_PAGES = "gitlab-pages"
    NETLIFY = "netlify"
    CLOUDFLARE_PAGES = "cloudflare-pages"
    BUCKET = "bucket"


# Those that read no `_headers`, so that a page itself has to say what it may load.
WITHOUT_HEADERS = frozenset({Host.GITHUB_PAGES, Host.GITLAB_PAGES, Host.BUCKET})

# Those that send a compressed copy where one stands beside a file (docs.gitlab.com, "GitLab Pages settings": .br and .gz).
WITH_COPIES = frozenset({Host.GITLAB_PAGES})


class Limits(NamedTuple):
    """The most that a host takes, in pieces, characters of a line and bytes; 0 where it names no limit.

    `header_rules` are the addresses in `_headers`, `redirects` the lines of `_redirects`.
    """

    name: str
    files: int = 0
    file_size: int = 0
    site_size: int = 0
    redirects: int = 0
    redirect_length: int = 0
    redirects_size: int = 0
    header_rules: int = 0
    header_length: int = 0


_MIB = 1 << 20
# As the hosts had it in November 2026, for sites that pay nothing:
# GitHub Pages: docs.github.com, "GitHub Pages limits" (a published site may be no larger than 1 GB).
# GitLab Pages: gitlab-org/gitlab-pages, merge request 555 (1,000 rules in `_redirects`, and 64 kB of them).
# Cloudflare Pages: developers.cloudflare.com/pages, "Limits" (20,000 files of 25 MiB), "Redirects" (2,000 static lines of
# 1,000 characters; ours have no placeholders) and "Headers" (100 rules, lines of 2,000 characters).
# Netlify names none for `_redirects` and `_headers`, nor do stores of objects.
LIMITS: Mapping[Host, Limits] = {
    Host.GITHUB_PAGES: Limits("GitHub Pages", site_size=1_000_000_000),
    Host.GITLAB_PAGES: Limits("GitLab Pages", redirects=1_000, redirects_size=64_000),
    Host.NETLIFY: Limits("Netlify"),
    Host.CLOUDFLARE_PAGES: Limits(
        "Cloudflare Pages",
        files=20_000,
        file_size=25 * _MIB,
        redirects=2_000,
        redirect_length=1_000,
        header_rules=100,
        header_length=2_000,
    ),
    Host.BUCKET: Limits("A store of objects"),
}
