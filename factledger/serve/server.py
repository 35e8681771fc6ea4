"""The preview server: livereload at the front, a loop of builds behind it."""

import asyncio
import errno
import logging
import re
import signal
import socket
from collections.abc import Callable, Sequence
from typing import Any

from livereload import Server
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.server import LiveScriptInjector
from tornado.web import Application
from tornado.websocket import WebSocketHandler

from factledger.model.build_request import Request
from factledger.serve.build_process import BuildWorker
from factledger.serve.live_reload import rebuild_and_reload
from factledger.serve.page_handler import PageHandler, StrangerHandler
from factledger.serve.preview_state import Preview, preview_request
from factledger.serve.source_watch import watch

_PORTS = range(8000, 8020)
_EVERYWHERE = ("", "0.0.0.0", "::")  # noqa: S104  # they are compared, not bound
_DIGITS = r"|[0-9]+(?:\.[0-9]+){3}|\[[0-9a-f:.]+\]"  # hosts that no name service is asked for


class ReloadHandler(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """livereload's socket, for the preview's own pages: livereload itself lets any page listen."""

    def check_origin(self, origin: str) -> bool:
        """Whether the page that asks came from the address that it asks."""
        return WebSocketHandler.check_origin(self, origin)


class PreviewServer(Server):  # type: ignore[misc]
    """livereload's server with our pages in place of its folder of files, for who asks it by its own name."""

    def __init__(self, preview: Preview) -> None:
        super().__init__()
        self.preview = preview

    def application(self, port: int, host: str, **_: object) -> None:
        """Listen; the handlers are livereload's but for the pages, and for who may listen to the socket.

        Raises:
            OSError: the address cannot be had.
        """
        LiveReloadHandler.watcher, LiveReloadHandler.live_css = self.watcher, True
        script = f'<script src="/livereload.js?port={port}"></script>'
        injector = type("Injector", (LiveScriptInjector,), {"script": script.encode()})
        application = Application([(r".*", StrangerHandler)], transforms=[injector])
        own: list[tuple[str, Any] | tuple[str, Any, dict[str, Any]]] = [
            (r"/livereload", ReloadHandler),
            (r"/livereload.js", LiveReloadJSHandler),
            (r"/(.*)", PageHandler, {"preview": self.preview}),
        ]
        application.add_handlers(own_hosts(host), own)
        application.listen(port, address=host)


def own_hosts(host: str) -> str:
    """A pattern of the names by which a preview that listens on a host may be asked.

    Any other could be a stranger's that was made to lead here (DNS rebinding). An address in digits cannot, so all of
    those go where the preview listens on all of the machine's.
    """
    names = {"localhost", "127.0.0.1", "[::1]", _name(host).lower()}
    if host in _EVERYWHERE:
        names |= {socket.gethostname().lower(), f"{socket.gethostname().lower()}.local"}
    pattern = "|".join(map(re.escape, sorted(names)))
    return rf"(?:{pattern}{_DIGITS if host in _EVERYWHERE else ''})$"


def serve(
    request: Request,
    *,
    host: str = "127.0.0.1",
    port: int | None = None,
    open_browser: bool = False,
    say: Callable[[str], None],
) -> int:
    """Preview the project of `request` until Ctrl-C; returns the exit status.

    The site is built with its drafts for `http://host:port/`, whatever base path it has elsewhere, into
    `.factledger/preview` unless the request names an output; without a port at the first free one from 8000 on. Status 2
    means that there is no such project or that the port cannot be had.
    """
    if not request.project.is_dir():
        say(f"there is no folder {request.project}; name the one with site.yaml with --project")
        return 2
    signal.signal(signal.SIGTERM, _stop)
    build_worker = BuildWorker()
    preview = Preview(request=request, say=say, make_whole=build_worker.build)
    logging.getLogger("tornado.access").setLevel(logging.ERROR)  # a missing page is the browser's news
    try:
        asyncio.run(_run(preview, host, _PORTS if port is None else (port,), open_browser=open_browser))
    except _CannotListenError as error:
        say(str(error))
        return 2
    except KeyboardInterrupt:
        say("preview stopped")
    finally:
        build_worker.close()
    return 0


def _stop(*_: object) -> None:
    """What ends services is taken for Ctrl-C, so that the preview's other processes end too."""
    raise KeyboardInterrupt


class _CannotListenError(Exception):
    """The address cannot be listened on; the text is for the user."""


async def _run(preview: Preview, host: str, ports: Sequence[int], *, open_browser: bool) -> None:
    preview.request = preview_request(preview.request, f"http://{_name(host)}:{_listen(preview, host, ports)}/")
    preview.say(f"preview at {preview.request.url} (Ctrl-C stops it)")
    project = preview.request.project
    async with asyncio.TaskGroup() as group:
        group.create_task(watch(project / "site.yaml", preview.source_folders, preview.folder, preview.changed))
        group.create_task(rebuild_and_reload(preview, preview.request.url if open_browser else ""))


def _listen(preview: Preview, host: str, ports: Sequence[int]) -> int:
    """Listen at the first of some ports that is free; returns it."""
    for port in ports:
        if not 0 < port < 65536:
            raise _CannotListenError(f"no port {port}; ports go from 1 to 65535")
        try:
            PreviewServer(preview).application(port, host, debug=False)
        except OSError as error:
            is_taken = error.errno == errno.EADDRINUSE
            if is_taken and port != ports[-1]:
                continue
            reason = "is in use" if is_taken else f"cannot be listened on ({error.strerror})"
            is_port = is_taken or error.errno == errno.EACCES  # of those below 1024
            advice = "choose another with --port" if is_port else "name an address of this machine with --host"
            raise _CannotListenError(f"port {port} of {host} {reason}; {advice}") from error
        return port
    raise AssertionError("some port is always named")


def _name(host: str) -> str:
    """The host as it stands in an address that a browser on this machine can open."""
    if host in _EVERYWHERE:
        return "localhost"
    return f"[{host}]" if ":" in host else host
