"""Whether a site's files are more than its host takes: told at the build, for at the host it is told late or not at all."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from factledger.model.compressed_copies import original_of
from factledger.model.host_limit_numbers import LIMITS, WITH_COPIES, Host
from factledger.model.problems import Place, Problem
from factledger.write.output_folder import Stage, Staged

_MB = 1_000_000
FOR_HOSTS = ("_headers", "_redirects")  # what hosts read, whose lines have limits


class Scales(Stage):
    """A stage that weighs what would be published and keeps nothing of it but what hosts read."""

    def __init__(self) -> None:
        super().__init__(Path(), None)

    def put(self, path: str, content: bytes) -> Staged:
        """Weigh a file; where it would wait stands how many bytes it has."""
        text = content.decode("utf-8", "replace") if path in FOR_HOSTS else ""
        return Staged("", f"{len(content)} {text}")

    def staged_content(self, path: str, files: Mapping[str, Staged]) -> bytes:
        """What hosts would read."""
        return files[path].waits.partition(" ")[2].encode() if path in files else b""

    def sizes(self, files: Mapping[str, Staged]) -> dict[str, int]:
        """How many bytes each file has."""
        return {path: int(staged.waits.partition(" ")[0]) for path, staged in files.items()}


def beyond_limits(
    host: Host, sizes: Mapping[str, int], *, headers: str, redirects: str, place: Place
) -> Iterator[Problem]:
    """What a host would leave out or refuse.

    `sizes` are the bytes of each file by path, `headers` and `redirects` what the host is told in the files of these names.
    """
    limits = LIMITS[host]
    rules = [line for line in redirects.splitlines() if line and not line.startswith("#")]
    header_lines = [line for line in headers.splitlines() if line]
    addresses = sum(not line[0].isspace() for line in header_lines)
    advice_on_old = "drop the oldest `aliases`; their pages lead on all the same"
    size, longest = sum(sizes.values()), max(sizes, key=lambda path: (sizes[path], path), default="")
    counted = (
        (len(sizes), limits.files, "files", "publish to another host, or on a plan with more"),
        (size, limits.site_size, "bytes in all", "publish to another host"),
        (len(rules), limits.redirects, "lines in _redirects", advice_on_old),
        (len(redirects.encode()), limits.redirects_size, "bytes in _redirects", advice_on_old),
        (max(map(len, rules), default=0), limits.redirect_length, "characters in a line of _redirects", advice_on_old),
        (addresses, limits.header_rules, "addresses in _headers", "publish to another host"),
        (max(map(len, header_lines), default=0), limits.header_length, "characters in a line of _headers", ""),
    )
    for count, most, what, advice in counted:
        if 0 < most < count:
            message = f"the site has {count:,} {what}, and {limits.name} takes {most:,}"
            yield Problem(place, "host-limit", message, advice)
    if copies := sum(original_of(path) in sizes for path in sizes) if host not in WITH_COPIES else 0:
        noun = "copies" if copies > 1 else "copy"
        message = f"the site has {copies:,} compressed {noun}, and {limits.name} sends none"
        yield Problem(place, "host-limit", message, "leave out `precompressed`")
    if 0 < limits.file_size < sizes.get(longest, 0):
        message = f"/{longest} has {sizes[longest] / _MB:.1f} MB, and {limits.name} takes files of {limits.file_size / _MB:.1f} MB"
        yield Problem(place, "host-limit", message, "make it smaller")
