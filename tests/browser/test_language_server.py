"""The language server behind editors' YAML support, driven as an editor drives it, with the schemas of this project."""

import json
import shutil
import subprocess

import pytest

from factledger.read.json_schemas import json_schemas
from tests.browser.conftest import CHECKERS, _missing

METRICS = """deliveries:
  name: Deliveries
  unit: vehicles
  cuonts: at a moment
  adds_up: maybe
price: {name: Price, unit: currency, about: List price, with tax}
"""
SITE = "title: X\nkinds:\n  maker: {like: firm}\n\n"


class Editor:
    """A client of the Language Server Protocol (3.17) that opens files and asks about them, one message after the other."""

    def __init__(self, command, folder, schemas):
        self._server = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._told = {"yaml": {"schemas": schemas, "schemaStore": {"enable": False}, "completion": True, "hover": True}}
        self._asked = 0
        self.ask(
            "initialize", processId=None, rootUri=folder.as_uri(), capabilities={"workspace": {"configuration": True}}
        )
        self._send(method="initialized", params={})

    def close(self):
        self._server.kill()
        self._server.communicate()

    def opened(self, path, text):
        """What the server finds in a file: places, counted from 1, and messages."""
        item = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._send(method="textDocument/didOpen", params={"textDocument": item})
        told = self._received(lambda message: message.get("method") == "textDocument/publishDiagnostics")
        starts = [(one["range"]["start"], one["message"]) for one in told["params"]["diagnostics"]]
        return sorted((start["line"] + 1, start["character"] + 1, message) for start, message in starts)

    def ask(self, method, **params):
        self._asked += 1
        self._send(id=self._asked, method=method, params=params)
        return self._received(lambda message: message.get("id") == self._asked and "method" not in message)["result"]

    def at(self, method, path, line, column):
        """What is said of a place."""
        place = {"line": line - 1, "character": column - 1}
        return self.ask(f"textDocument/{method}", textDocument={"uri": path.as_uri()}, position=place)

    def _send(self, **message):
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self._server.stdin.flush()

    def _received(self, is_awaited):
        while True:
            head = {}
            while line := self._server.stdout.readline().strip():
                name, _, value = line.partition(b":")
                head[name.lower()] = value
            message = json.loads(self._server.stdout.read(int(head[b"content-length"])))
            if "id" in message and "method" in message:  # the server asks back
                asked = message["params"].get("items", []) if message["method"] == "workspace/configuration" else []
                self._send(id=message["id"], result=[self._told.get(one["section"]) for one in asked] or None)
            elif is_awaited(message):
                return message


@pytest.fixture
def editor(tmp_path):
    program = CHECKERS / "yaml-language-server" / "bin" / "yaml-language-server"
    if shutil.which("node") is None or not program.is_file():
        _missing("yaml-language-server")
    schemas = {}
    for name, schema in json_schemas().items():
        (tmp_path / f"{name}.schema.json").write_text(json.dumps(schema), "utf-8")
        schemas[(tmp_path / f"{name}.schema.json").as_uri()] = f"{name}.yaml"
    editor = Editor(["node", program, "--stdio"], tmp_path, schemas)
    yield editor
    editor.close()


def test_an_editor_is_told_what_is_wrong_what_a_key_holds_and_which_keys_there_are(editor, tmp_path):
    metrics, site = tmp_path / "metrics.yaml", tmp_path / "site.yaml"
    found = editor.opened(metrics, METRICS)
    assert [(line, column, message.partition(". ")[0]) for line, column, message in found] == [
        (4, 3, "Property cuonts is not allowed."),
        (5, 12, "Value is not accepted"),  # and nothing of what YAML cuts in the last line, which only a check tells
    ]
    assert "A plain word such as vehicles" in str(editor.at("hover", metrics, 3, 4))
    assert [place[:2] for place in editor.opened(site, SITE)] == [(3, 17)]
    completed = editor.at("completion", site, 4, 1)
    offered = {one["label"] for one in completed["items"]}
    assert {"language", "navigation", "rules", "units"} <= offered
