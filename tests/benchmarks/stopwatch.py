"""What a command costs, and how long a preview takes to show what was saved."""

import http.client
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_SAMPLING = 0.05  # seconds between two looks at the memory of a command's processes
_POLLING = 0.01  # seconds between two requests for a page
_PATIENCE = 300  # seconds after which a page that does not show is a failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Of one run of a command: seconds, processor seconds of all its processes, and their memory at the most, in MB."""

    wall: float
    processor: float
    memory: float


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run a command in a folder. Ends the program with the end of its output where it fails."""
    log = _log(folder)
    os.sync()  # what was written before is not this command's to pay for
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        peak, is_over = [0.0], threading.Event()
        sampler = threading.Thread(target=_sample, args=(process.pid, peak, is_over))
        sampler.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        is_over.set()
        sampler.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed in {folder}:\n{log.read_text('utf-8', 'replace')[-2000:]}")
    # the kernel knows the largest process exactly; only a look at them all tells of several at once
    memory = max(usage.ru_maxrss / 1024, peak[0])
    return Cost(wall=wall, processor=usage.ru_utime + usage.ru_stime, memory=memory)


def _log(folder: Path) -> Path:
    """Where a command's output goes: beside the folder, since what changes in it may start a server's next build."""
    return folder.with_name(f"{folder.name}.log")


def _sample(root: int, peak: list[float], is_over: threading.Event) -> None:
    while not is_over.wait(_SAMPLING):
        peak[0] = max(peak[0], _memory(root))


def _memory(root: int) -> float:
    """The memory of a process and its descendants in MB, as far as the system tells (Linux); what they share counts
    once for each."""
    total, waiting = 0, [root]
    while waiting:
        process = Path("/proc", str(waiting.pop()))
        try:
            total += int((process / "statm").read_text().split()[1])
            for children in process.glob("task/*/children"):
                waiting += map(int, children.read_text().split())
        except (OSError, IndexError):
            continue
    return total * os.sysconf("SC_PAGE_SIZE") / 1024**2


def _free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running preview."""

    process: subprocess.Popen
    port: int
    log: Path

    def seconds_until(self, address: str, words: str) -> float:
        """How long it takes from now until the page at an address shows some words. Ends the program where it never
        does."""
        started = time.perf_counter()
        while (waited := time.perf_counter() - started) < _PATIENCE and self.process.poll() is None:
            if words.encode() in _page(self.port, address):
                return time.perf_counter() - started
            time.sleep(_POLLING)
        said = self.log.read_text("utf-8", "replace")[-2000:]
        raise SystemExit(f"{address} did not show {words!r} within {waited:.0f} s; the server said:\n{said}")


@contextmanager
def serving(command: Sequence[str], folder: Path) -> Iterator[Server]:
    """Run a server in a folder as long as the context lasts; the port is added to its command."""
    port, log = _free_port(), _log(folder)
    with log.open("wb") as output:
        process = subprocess.Popen(
            (*command, str(port)),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            yield Server(process=process, port=port, log=log)
        finally:
            _end(process)


def _end(process: subprocess.Popen) -> None:
    """End a server and what it started."""
    if process.poll() is not None:
        return
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _page(port: int, address: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        connection.request("GET", address)
        response = connection.getresponse()
        return response.read() if response.status == http.client.OK else b""
    except (OSError, http.client.HTTPException):
        return b""  # not there yet
    finally:
        connection.close()
