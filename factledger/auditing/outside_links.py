"""Addresses on other sites, tried with manners: few hosts at once, one request at a time to each and a pause between two.

First by HEAD, which costs a host least, then by GET, for some answer nothing else; of what comes nothing is read.
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import urllib3

from factledger.model.build_request import Progress, untold
from factledger.model.fast_dataclass import dataclass
from factledger.model.problems import Place, Problem
from factledger.web_requests import in_words, manager_of

_GONE = frozenset({404, 410})
_LATER = frozenset({500, 502, 504})  # answers of a host in trouble; 503 and 429 ask for patience
_REDIRECTS = 5
_NO_ADDRESS = "this is no address"


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
    with ThreadPoolExecutor(manners.at_once) as threads:
        for answers in threads.map(_Asker(manners).answers, by_host.values()):
            for address, fault in answers:
                done += 1
                progress("addresses tried", done, len(addresses))
                if fault:
                    message = f"'{address}': {fault}"
                    problems.append(Problem(addresses[address], "outside-link", message, "mend or remove the link"))
    return tuple(problems)


class _Asker:
    """Asks hosts, each by one thread."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners

    def answers(self, addresses: Sequence[str]) -> Sequence[tuple[str, str]]:
        """What is wrong with each address of one host, empty where nothing is."""
        try:
            with manager_of(addresses[0], self._manners.agent) as manager:
                return tuple(self._each(addresses, manager))
        except ValueError:
            return tuple((address, _NO_ADDRESS) for address in addresses)

    def _each(self, addresses: Iterable[str], manager: urllib3.PoolManager) -> Iterator[tuple[str, str]]:
        for number, address in enumerate(addresses):
            if number:
                time.sleep(self._manners.delay)
            yield address, self._fault(address, manager)

    def _fault(self, address: str, manager: urllib3.PoolManager) -> str:
        fault = ""
        for number in range(self._manners.tries):
            if number:
                time.sleep(self._manners.delay * 2**number)
            fault, is_final = self._tried(address, manager)
            if is_final:
                break
        return fault

    def _tried(self, address: str, manager: urllib3.PoolManager) -> tuple[str, bool]:
        """What is wrong, and whether another try could say nothing else."""
        status = 0
        for method in ("HEAD", "GET"):
            try:
                status = self._status(method, address, manager)
            except urllib3.exceptions.LocationParseError:
                return _NO_ADDRESS, True
            except urllib3.exceptions.HTTPError as error:
                if method == "GET":
                    return in_words(error), False
                continue
            if status < 400:
                return "", True
            time.sleep(self._manners.delay)
        if status in _GONE:
            return f"it is not there any more (HTTP {status})", True
        return (f"the host answers with an error (HTTP {status})", False) if status in _LATER else ("", True)

    def _status(self, method: str, address: str, manager: urllib3.PoolManager) -> int:
        retries = urllib3.Retry(
            total=None, connect=0, read=0, other=0, status=0, redirect=_REDIRECTS, respect_retry_after_header=False
        )
        response = manager.request(
            method, address, retries=retries, timeout=self._manners.timeout, preload_content=False
        )
        response.close()  # without its body, which may have no end
        return int(response.status)


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return address
