"""Addresses on other sites, tried with manners: few hosts at once, one request at a time to each and a pause between two.

First by HEAD, which costs a host least, then by GET, for some answer nothing else; of what comes nothing is read.
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import urllib3

from factledger.model.build_request import Progress, untold
from factledger.model.problems import Place, Problem
from factledger.model.records import dataclass

_GONE = frozenset({404, 410})
_LATER = frozenset({500, 502, 504})  # answers of a host in trouble; 503 and 429 ask for patience
_REDIRECTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How other people's hosts are asked: times in seconds, `at_once` hosts, `tries` of each address."""

    at_once: int = 4
    delay: float = 1.0
    timeout: float = 10.0
    tries: int = 2
    agent: str = "factledger-audit"


def try_outside(addresses: Mapping[str, Place], manners: Manners, progress: Progress = untold) -> tuple[Problem, ...]:
    """Those addresses that answer nothing, each at the place of a link to it.

    A host that wants a login, takes this for a robot or asks for patience has answered: of such a page nothing is known.
    """
    by_host: dict[str, list[str]] = {}
    for address in sorted(addresses):
        by_host.setdefault(_host(address), []).append(address)
    done, problems = 0, []
    with urllib3.PoolManager(headers={"User-Agent": manners.agent}, cert_reqs="CERT_REQUIRED") as pool:
        asker = _Asker(pool, manners)
        with ThreadPoolExecutor(manners.at_once) as threads:
            for answers in threads.map(asker.answers, by_host.values()):
                for address, fault in answers:
                    done += 1
                    progress("addresses tried", done, len(addresses))
                    if fault:
                        message = f"'{address}' {fault}"
                        problems.append(Problem(addresses[address], "outside-link", message, "mend or remove the link"))
    return tuple(problems)


class _Asker:
    """Asks one host after another; may be used by several threads."""

    def __init__(self, pool: urllib3.PoolManager, manners: Manners) -> None:
        self._pool = pool
        self._manners = manners

    def answers(self, addresses: Sequence[str]) -> Sequence[tuple[str, str]]:
        """What is wrong with each address of one host, empty where nothing is."""
        return tuple(self._each(addresses))

    def _each(self, addresses: Iterable[str]) -> Iterator[tuple[str, str]]:
        for number, address in enumerate(addresses):
            if number:
                time.sleep(self._manners.delay)
            yield address, self._fault(address)

    def _fault(self, address: str) -> str:
        fault = ""
        for number in range(self._manners.tries):
            if number:
                time.sleep(self._manners.delay * 2**number)
            fault, is_final = self._tried(address)
            if is_final:
                break
        return fault

    def _tried(self, address: str) -> tuple[str, bool]:
        """What is wrong, and whether another try could say nothing else."""
        status = 0
        for method in ("HEAD", "GET"):
            try:
                status = self._status(method, address)
            except urllib3.exceptions.LocationParseError:
                return "is no address", True
            except urllib3.exceptions.HTTPError as error:
                if method == "GET":
                    return _in_words(error), False
                continue
            if status < 400:
                return "", True
            time.sleep(self._manners.delay)
        if status in _GONE:
            return f"is not there any more (HTTP {status})", True
        return (f"answers with an error (HTTP {status})", False) if status in _LATER else ("", True)

    def _status(self, method: str, address: str) -> int:
        retries = urllib3.Retry(
            total=None, connect=0, read=0, other=0, status=0, redirect=_REDIRECTS, respect_retry_after_header=False
        )
        response = self._pool.request(
            method, address, retries=retries, timeout=self._manners.timeout, preload_content=False
        )
        response.close()  # without its body, which may have no end
        return int(response.status)


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return address


def _in_words(error: urllib3.exceptions.HTTPError) -> str:
    """Why nothing came, without names of exceptions."""
    reason = getattr(error, "reason", None) or error
    if isinstance(reason, urllib3.exceptions.NameResolutionError):
        return "names a host that is not known"
    if isinstance(reason, urllib3.exceptions.NewConnectionError):  # in some releases a kind of time-out
        return "cannot be reached"
    if isinstance(reason, urllib3.exceptions.TimeoutError):
        return "does not answer in time"
    if isinstance(reason, urllib3.exceptions.SSLError):
        return "has no certificate that can be trusted"
    if isinstance(reason, urllib3.exceptions.ResponseError):
        return "leads on and on without an end"
    return "cannot be reached"
