"""Compressed copies as a server sends them that looks for such: Caddy, which takes no part in compressing them."""

import gzip
import json
import urllib.request

import brotli
import pytest
import zstandard

from factledger.model.compressed_copies import Compression
from factledger.write.compressing import compressed
from tests.publish.built import build, runner
from tests.publish.servers import caddy

pytestmark = pytest.mark.servers
PAGE = b"<!doctype html><title>Home</title>" + b"<p>Xiaomi delivered cars.</p>\n" * 100
UNPACKED = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    "zstd": lambda copy: zstandard.ZstdDecompressor().decompressobj().decompress(copy),
    "identity": bytes,
}


@pytest.fixture
def project(tmp_path):
    copies = {f"index.html.{one}": compressed(PAGE, one) for one in Compression}
    return build(tmp_path / "project", {"index.html": PAGE, "small.txt": b"small", **copies})


def answered(url, accepted):
    asked = urllib.request.Request(url, headers={"Accept-Encoding": accepted})
    with urllib.request.urlopen(asked) as answer:
        return answer.headers.get("Content-Encoding", "identity"), answer.headers["Content-Type"], answer.read()


def test_each_reader_gets_the_page_in_the_best_form_that_it_takes(project, tmp_path):
    with caddy(project / "public", tmp_path) as url:
        for accepted, expected in (
            ("zstd, br, gzip", "zstd"),
            ("br, gzip", "br"),
            ("gzip", "gzip"),
            ("identity", "identity"),
        ):
            coding, kind, content = answered(url, accepted)
            assert (coding, kind, UNPACKED[coding](content)) == (expected, "text/html; charset=utf-8", PAGE)
        assert answered(f"{url}small.txt", "gzip") == ("identity", "text/plain; charset=utf-8", b"small")


def test_a_deployment_with_a_copy_that_was_left_behind_is_told(project, tmp_path, capsys):
    run = runner(project, capsys)
    assert run("publish", tmp_path / "www")[0] == 0
    with caddy(tmp_path / "www", tmp_path) as url:
        assert run("verify", url)[0] == 0
        (tmp_path / "www/index.html.br").write_bytes(compressed(b"<p>Old.</p>" * 100, Compression.BROTLI))
        status, said, _ = run("verify", url, "--format", "json")
    findings = [(one["path"], one["fault"]) for one in json.loads(said)["findings"]]
    assert (status, findings) == (1, [("index.html", "changed"), ("index.html.br", "changed")])  # what readers get, too
