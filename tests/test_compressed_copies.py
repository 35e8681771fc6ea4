"""Compressed copies beside the files of a site: what they hold, when they are made again, and who looks at them."""

import gzip
import shutil
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
import zstandard

from factledger import incremental_build
from factledger.auditing.audit import audit
from factledger.auditing.compressed_files import copies_that_differ
from factledger.model.build_request import Request
from factledger.model.compressed_copies import Compression, is_compressible, original_of
from factledger.write.compressing import compressed
from tests.folders import tree

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 1, 1, tzinfo=UTC)
UNPACKED = {
    ".br": brotli.decompress,
    ".gz": gzip.decompress,
    ".zst": lambda copy: zstandard.ZstdDecompressor().decompressobj().decompress(copy),
}
STORY = "---\ntitle: {title}\ndate: 2025-03-18\ncompanies: [xiaomi]\n---\n{text}\n"


@pytest.fixture
def site(project):
    settings = "title: Test\nurl: https://example.org/ev/\nprecompressed: [br, gz, zst]\nprecompressed_from: 2,000\n"
    files = {
        "site.yaml": settings,
        "content/companies/xiaomi.md": "---\nname: Xiaomi\n---\nMakes phones.\n",
        "content/articles/one.md": STORY.format(title="One", text="It rained."),
        "content/articles/two.md": STORY.format(title="Two", text="It snowed."),
    }
    return project({f"site/{path}": text for path, text in files.items()}) / "site"


def built(site, name="public"):
    report = incremental_build.build(Request(project=site, now=NOW, output=site / name))
    assert [str(problem) for problem in report.problems] == []
    return tree(report.output), report


def copies(files):
    return {path: content for path, content in files.items() if original_of(path) in files}


def test_every_text_that_is_large_enough_has_copies_that_hold_what_it_holds(site):
    files, _ = built(site)
    texts = {path for path, content in files.items() if is_compressible(path) and len(content) >= 2_000}
    texts.discard(".factledger")  # the list of the files, which is written last
    found = copies(files)
    assert found.keys() == {f"{path}{ending}" for path in texts for ending in UNPACKED}
    assert len(texts) > 20
    held = {path: UNPACKED[Path(path).suffix](copy) == files[original_of(path)] for path, copy in found.items()}
    assert [path for path, is_right in held.items() if not is_right] == []
    assert audit(site / "public").problems == ()


def test_after_edits_they_are_those_of_a_site_built_from_nothing(site):
    before, _ = built(site)
    for path, text in (("one", "It rained hard."), ("three", "It was dry.")):
        (site / f"content/articles/{path}.md").write_text(STORY.format(title=path.title(), text=text), "utf-8")
        warm, report = built(site)
        shutil.rmtree(site / ".factledger")
        clean, _ = built(site, "clean")
        assert warm == clean
        shutil.rmtree(site / ".factledger")
        shutil.rmtree(site / "clean")
        built(site)
    changed = {path for path, content in copies(before).items() if warm.get(path) != content}
    assert 0 < len(changed) < len(copies(before))
    assert report.unchanged > report.written
    settings = (site / "site.yaml").read_text("utf-8").replace("precompressed: [br, gz, zst]\n", "")
    (site / "site.yaml").write_text(settings, "utf-8")
    assert copies(built(site)[0]) == {}


def test_their_bytes_tell_neither_time_nor_system():
    content = b"What was said.\n" * 200
    gzipped = compressed(content, Compression.GZIP)
    assert (gzipped[:10], gzip.decompress(gzipped)) == (b"\x1f\x8b\x08\0\0\0\0\0\x02\xff", content)
    assert all(compressed(content, one) == compressed(content, one) for one in Compression)


@pytest.mark.parametrize("compression", Compression)
def test_a_copy_that_is_torn_longer_or_of_another_text_is_told(compression, tmp_path):
    content = b"What is said today.\n" * 5_000
    right = compressed(content, compression)
    wrong = {
        "torn": right[:-1],
        "none": b"",
        "others": compressed(content + b"!", compression),
        "shorter": compressed(content[:-1], compression),
        "endless": compressed(bytes(50_000_000), compression),
        "plain": content,
    }
    for name, copy in {"right": right, **wrong}.items():
        (tmp_path / name).write_bytes(content)
        (tmp_path / f"{name}.{compression}").write_bytes(copy)
    told = [fault.path for fault in copies_that_differ(tmp_path, [path.name for path in tmp_path.iterdir()])]
    assert told == sorted(f"{name}.{compression}" for name in wrong)
