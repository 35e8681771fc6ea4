"""What is on record about a subject is found again where the last build put it, as long as it is the same."""

from factledger.cache.random_access_pickles import BlobWriter
from factledger.model.entities import EntityKey, Kind
from factledger.patching.save_patch_data import facts_before
from factledger.patching.text_patch_data import Common

BYD, NIO = EntityKey(Kind.COMPANY, "byd"), EntityKey(Kind.COMPANY, "nio")
RECORD = (("a fact",), (), {}, ())


def test_a_record_is_found_by_its_fingerprint_alone(tmp_path):
    file = tmp_path / "texts"
    blobs = BlobWriter(file)
    place = blobs.put(RECORD)
    line = Common(facts={str(BYD): place}, fingerprints={str(BYD): 7}, entities=place, home="").text()
    assert blobs.shut()
    with facts_before(file, line) as before:
        assert before is not None
        assert before.of(BYD, 7) == place
        assert (before.of(BYD, 8), before.of(BYD, None), before.of(NIO, 7), before.of(NIO, None)) == (None,) * 4
    file.write_bytes(bytes(reversed(file.read_bytes())))
    with facts_before(file, line) as before:
        assert before is not None
        assert BlobWriter(tmp_path / "other").keep(place, before.blobs) is None


def test_without_a_build_before_nothing_is_found(tmp_path):
    for file, line in ((tmp_path / "none", '["{}"]'), (tmp_path / "none", None), (tmp_path / "none", "[]")):
        with facts_before(file, line) as before:
            assert before is None
