"""What may stand on the command line, and what is said in one line where it may not."""

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from factledger import __version__
from factledger.cli.report_formats import FORMATS
from factledger.model.dates import FIRST_YEAR, LAST_YEAR
from factledger.model.problems import AUDIT_RULES
from factledger.model.proofreading_language import tags
from factledger.read.identifiers import did_you_mean, is_id, listed, nearest_id
from factledger.read.web_addresses import AddressError, site_address
from factledger.starter import HOSTS, LANGUAGES

_MOST_WORKERS = 64
_MOST_PARALLEL = 256
_MOST_SHARDS = 1000
_LONGEST_DELAY = 3600  # seconds between two requests
_SUBTAG = {2: str.upper, 4: str.title}  # by their length, regions and scripts

USAGE = 2  # the exit status of wrong usage

COMMANDS = (
    *("build", "check", "serve", "publish", "sign", "verify", "audit"),
    *("init", "import", "new", "list", "suggest", "explain", "schema", "fmt"),
)


class Parser(ArgumentParser):
    """A parser that answers wrong usage with one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end."""
        self.exit(USAGE, f"{self.prog}: {message}; see {self.prog} --help\n")


def parsed(arguments: Sequence[str], program: str = "build.py") -> Namespace:
    """The options of a command line; `command` says which command. Ends the process with status 2 on wrong usage."""
    parser = _parser(program)
    first = arguments[0] if arguments else ""
    if first and not first.startswith("-") and first not in COMMANDS:
        advice = did_you_mean(first, COMMANDS)
        parser.error(f"there is no command '{first}'" + (f", {advice}" if advice else ""))
    is_named = first in (*COMMANDS, "-h", "--help", "--version")
    options = parser.parse_args(arguments if is_named else ["build", *arguments])
    if getattr(options, "project", "") is None and not getattr(options, "signers", None):  # for which no site is needed
        options.project = _found_project()
        if options.project is None and options.command != "schema":  # which is the same for most sites
            parser.error(
                "there is no site here or above: neither site.yaml nor content/; name its folder with --project"
            )
    return options


def _found_project() -> Path | None:
    """The nearest folder with a site, from the current one upwards; as a path from here where that can be."""
    here = Path.cwd()
    if _is_site(here):
        return Path()
    for steps, folder in enumerate(here.parents, 1):
        if (folder / "site.yaml").is_file() or here.is_relative_to(folder / "content"):
            return Path(*[".."] * steps)
    return None


def _parser(program: str) -> Parser:
    parser = Parser(prog=program, description="Build, preview and check the site.", allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"factledger {__version__}")
    parser.set_defaults(program=program)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    build = commands.add_parser(
        "build", help="build the site (what is done when no command is named)", allow_abbrev=False
    )
    _add_common(build)
    build.add_argument("--profile", action="store_true", help="make everything, and print where the time went")
    _add_shards(build)
    check = commands.add_parser("check", help="find problems and write nothing", allow_abbrev=False)
    _add_common(check)
    check.add_argument(
        "--against",
        type=_published,
        help="a published facts.json or its site, a path or web address: what changed since must be recorded",
    )
    _add_audit(commands.add_parser("audit", help="look through a built folder, of any generator", allow_abbrev=False))
    serve = commands.add_parser(
        "serve", help="preview with live reload, drafts and problems shown in the page", allow_abbrev=False
    )
    _add_project(serve)
    serve.add_argument("--host", default="127.0.0.1", help="address to listen at (default: %(default)s)")
    serve.add_argument("--port", type=_port, help="port to listen at (default: the first that is free from 8000 on)")
    _add_workers(serve)
    serve.add_argument("--open", action="store_true", help="open the browser")
    _add_deployment(commands.add_parser)
    listing = commands.add_parser(
        "list", help="what is held back, due, stale or without a source's address", allow_abbrev=False
    )
    _add_project(listing)
    listing.add_argument("--format", choices=("text", "json"), default="text", help="how it is printed")
    ask = commands.add_parser(
        "suggest", help="the figures of an article that no fact backs, as YAML ready to paste", allow_abbrev=False
    )
    ask.add_argument("file", type=Path, help="the article's file")
    _add_project(ask)
    ask.set_defaults(drafts=True)
    why = commands.add_parser(
        "explain", help="what the facts say to the figures of a line, with the evidence", allow_abbrev=False
    )
    why.add_argument("place", type=_line, metavar="FILE:LINE", help="a line of an article's file")
    _add_project(why)
    why.set_defaults(drafts=True)
    start = commands.add_parser(
        "init", help="make a site of one's own: one company, one metric, one article", allow_abbrev=False
    )
    start.add_argument("folder", type=Path, metavar="DIR", help="the new site's folder")
    start.add_argument(
        "--language",
        type=_starter_language,
        default="en",
        help=f"of its articles, {listed(LANGUAGES)} or as in a region: de-AT (default: %(default)s)",
    )
    start.add_argument("--host", choices=HOSTS, default=HOSTS[0], help="where it will stand (default: %(default)s)")
    start.add_argument("--title", type=_title, help="the site's title (default: the folder's name)")
    bring = commands.add_parser(
        "import", help="bring posts of Hugo, Jekyll, Pelican or WordPress into content/articles/", allow_abbrev=False
    )
    bring.add_argument("source", type=_source, metavar="SOURCE", help="their folder, or WordPress's export file")
    _add_project(bring)
    schema = commands.add_parser(
        "schema",
        help="write JSON Schemas of front matter, metrics and settings, for editors' tools",
        allow_abbrev=False,
    )
    schema.add_argument("--output", type=Path, default=Path("schemas"), help="their folder (default: %(default)s)")
    _add_folder(schema)
    order = commands.add_parser(
        "fmt", help="put the keys of front matter in one order, with their comments", allow_abbrev=False
    )
    order.add_argument("files", type=Path, nargs="*", metavar="FILE", help="files of content/ (default: all)")
    order.add_argument("--check", action="store_true", help="change nothing, and fail where something would change")
    _add_project(order)
    create = commands.add_parser("new", help="start an article or an entity's file", allow_abbrev=False)
    create.add_argument("kind", help="article, or a kind of entity: company, model, person, market, topic")
    create.add_argument("title", type=_title, help="the article's title or the entity's name")
    create.add_argument(
        *("--company", "--about"),
        dest="company",
        type=_id,
        metavar="ID",
        help="the company, or what the site has in its place, that it is about or belongs to",
    )
    create.add_argument("--id", type=_id, help="the file's stem (default: made of the title)")
    _add_project(create)
    return parser


def _add_deployment(add: Callable[..., ArgumentParser]) -> None:
    """The commands that bring the built site to where it is read, and look at it there."""
    publish = add("publish", help="bring the built site to a folder or a bucket", allow_abbrev=False)
    publish.add_argument(
        "destination", metavar="DESTINATION", help="a folder, s3://bucket/prefix, or another that fsspec knows"
    )
    publish.add_argument(
        "--dry-run", action="store_true", help="send nothing, and print what would be done in its order"
    )
    publish.add_argument("--delete", action="store_true", help="even if more than a tenth of the published files goes")
    publish.add_argument("--overwrite", action="store_true", help="also files that no publication put there")
    publish.add_argument("--format", choices=("text", "json"), default="text", help="how the result is printed")
    publish.set_defaults(parallel=16)
    verify = add("verify", help="hold a deployment against the built site", allow_abbrev=False)
    verify.add_argument("deployment", metavar="URL|DIR", help="the site's address, or what can be published to")
    verify.add_argument("--format", choices=FORMATS, default="text", help="how findings are printed")
    verify.add_argument(
        "--signers",
        type=_file,
        metavar="FILE",
        help="hold it against its own list of files instead, which one of these has to have signed",
    )
    verify.set_defaults(parallel=8)
    sign = add("sign", help="sign the built site", allow_abbrev=False)
    sign.add_argument(
        "key", type=_file, metavar="KEY", help="a key of OpenSSH; a public one where an agent has the other"
    )
    _add_folder(sign)
    sign.add_argument("--output", type=Path, help="where the site was built (default: as in site.yaml)")
    sign.add_argument("--quiet", action="store_true", help="print what is wrong and nothing else")
    for parser in (publish, verify):
        _add_folder(parser)
        parser.add_argument("--output", type=Path, help="where the site was built (default: as in site.yaml)")
        parser.add_argument("--parallel", type=_parallel, help="requests at once (default: %(default)s)")
        parser.add_argument("--quiet", action="store_true", help="print what is wrong and nothing else")


def _add_shards(parser: ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--shard", type=_shard, metavar="K/N", help="make part K of N and leave it in the store")
    which.add_argument("--join", type=_shards, metavar="N", help="publish the site that N shards left in the store")
    parser.add_argument(
        "--store", metavar="ADDRESS", help="what shards share: a folder, s3://bucket/prefix or the like"
    )
    parser.add_argument(
        "--patience",
        type=_seconds,
        default=60.0,
        help="seconds of silence after which a shard no longer waits for the one that reads for all (default: %(default)s)",
    )


def _add_audit(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=_folder, metavar="DIR", help="the built folder")
    parser.add_argument(
        "--url", type=_address, help="the address at which it stands (default: the canonical one of its front page)"
    )
    parser.add_argument(
        "--ignore", action="append", default=[], choices=AUDIT_RULES, metavar="RULE", help="a rule to leave out"
    )
    parser.add_argument(
        "--list-outside", action="store_true", help="print the addresses on other sites and nothing else"
    )
    parser.add_argument("--outside", action="store_true", help="ask for the addresses on other sites too, politely")
    parser.add_argument(
        "--delay", type=_seconds, default=1.0, help="seconds between two requests to a host (default: %(default)s)"
    )
    _add_workers(parser)
    parser.add_argument("--quiet", action="store_true", help="print problems and nothing else")
    parser.add_argument("--strict", action="store_true", help="fail on warnings too")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how problems are printed")


def _add_folder(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--project", type=_project, help="the folder with site.yaml (default: this one, or the nearest above)"
    )


def _add_project(parser: ArgumentParser) -> None:
    _add_folder(parser)
    parser.add_argument(
        "--now",
        type=_moment,
        help="the clock, as 2026-01-31 or an ISO 8601 time, in the site's zone if none is named (default: now)",
    )


def _add_common(parser: ArgumentParser) -> None:
    _add_project(parser)
    parser.add_argument("--output", type=Path, help="where the site goes (default: as in site.yaml)")
    parser.add_argument("--url", type=_address, help="the site's address (default: as in site.yaml)")
    parser.add_argument("--drafts", action="store_true", help="with drafts and what is not due yet")
    _add_workers(parser)
    parser.add_argument("--quiet", action="store_true", help="print problems and nothing else")
    parser.add_argument("--strict", action="store_true", help="fail on warnings too")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how problems are printed")


def _add_workers(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--workers", type=_workers, default=_cores(), help="processes that share the work (default: %(default)s)"
    )


def _line(text: str) -> tuple[Path, int]:
    file, _, line = text.rpartition(":")
    if not file or not line.isdecimal() or not int(line):
        raise ArgumentTypeError(f"'{text}' is no place; write FILE:LINE, as problems do, lines from 1 on")
    return Path(file), int(line)


def _project(text: str) -> Path:
    folder = Path(text)
    if not folder.is_dir():
        raise ArgumentTypeError(f"there is no folder '{text}'")
    if not _is_site(folder):
        raise ArgumentTypeError(f"'{text}' holds no site: neither site.yaml nor content/")
    return folder


def _shard(text: str) -> tuple[int, int]:
    number, _, count = text.partition("/")
    if not number.isdecimal() or not count.isdecimal() or not 0 < int(number) <= int(count) <= _MOST_SHARDS:
        raise ArgumentTypeError(f"'{text}' is no shard; write K/N, as 1/4, with at most {_MOST_SHARDS}")
    return int(number), int(count)


def _shards(text: str) -> int:
    return _shard(f"1/{text}")[1]


def _published(text: str) -> Path | str:
    return text if text.lower().startswith(("https://", "http://")) else Path(text)


def _folder(text: str) -> Path:
    folder = Path(text)
    if not folder.is_dir():
        raise ArgumentTypeError(f"there is no folder '{text}'")
    return folder


def _file(text: str) -> Path:
    file = Path(text)
    if not file.is_file():
        raise ArgumentTypeError(f"there is no file '{text}'")
    return file


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1
    if not 0 <= seconds <= _LONGEST_DELAY:
        raise ArgumentTypeError(f"'{text}' is no number of seconds; 0 to {_LONGEST_DELAY} are")
    return seconds


def _source(text: str) -> Path:
    source = Path(text)
    if not source.is_dir() and not source.is_file():
        raise ArgumentTypeError(f"there is no folder or file '{text}'")
    return source


def _is_site(folder: Path) -> bool:
    return (folder / "site.yaml").is_file() or (folder / "content").is_dir()


def _moment(text: str) -> datetime:
    """A moment, without a zone where none is named: the project's is not known yet."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"'{text}' is neither a day nor an ISO 8601 time") from None
    return in_range(moment, text)


def in_range(moment: datetime, text: str) -> datetime:
    """The moment, where it lies in the years that content may speak of; else wrong usage."""
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ArgumentTypeError(f"'{text}' lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return moment


def _address(text: str) -> str:
    try:
        return site_address(text)
    except AddressError as error:
        raise ArgumentTypeError(f"{error}; {error.advice}") from None


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 0 < int(text) < 65536:
        raise ArgumentTypeError(f"'{text}' is no port; ports go from 1 to 65535")
    return int(text)


def _workers(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 0 < int(text) <= _MOST_WORKERS:
        raise ArgumentTypeError(f"'{text}' is no number of processes; 1 to {_MOST_WORKERS} are")
    return int(text)


def _parallel(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 0 < int(text) <= _MOST_PARALLEL:
        raise ArgumentTypeError(f"'{text}' is no number of requests; 1 to {_MOST_PARALLEL} are")
    return int(text)


def _cores() -> int:
    """The processors that this process may use."""
    try:
        found = len(os.sched_getaffinity(0))
    except AttributeError:  # a system that does not say
        found = os.cpu_count() or 1
    return min(found, _MOST_WORKERS)


def nearest_starter(tag: str) -> str | None:
    """The language whose files a site in this one begins with: German for de-AT. None where it has none."""
    return next((one for one in tags(tag) if one in LANGUAGES), None)


def _starter_language(text: str) -> str:
    """A language tag in its usual letter case (RFC 5646, section 2.1.1), of a language in which a site can begin."""
    first, *others = text.split("-")
    tag = "-".join([first.lower(), *(_SUBTAG.get(len(part), str.lower)(part) for part in others)])
    if nearest_starter(tag) is None:
        advice = did_you_mean(text, LANGUAGES, f"begin with {listed(LANGUAGES)} and change `language` in site.yaml")
        raise ArgumentTypeError(f"no site begins in '{text}'; {advice}")
    return tag


def _title(text: str) -> str:
    if not text.strip():
        raise ArgumentTypeError("the title is empty")
    return " ".join(text.split())


def _id(text: str) -> str:
    if not is_id(text):
        advice = f"; write {nearest_id(text)}" if nearest_id(text) else ""
        raise ArgumentTypeError(f"'{text}' cannot be an id{advice}")
    return text
