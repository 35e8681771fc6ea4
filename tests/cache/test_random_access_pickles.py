"""What one build puts into the blob file stays there for the next ones, which write on, until half of it is wanted by none."""

from factledger.cache.random_access_pickles import BlobWriter, opened, take


def written(file, value, begun=0):
    """Where a value lies that a build wrote, and how long the file was when it was written anew."""
    blobs = BlobWriter(file, begun)
    reference = blobs.put(value)
    assert blobs.shut()
    return reference, blobs.begun


def test_what_stays_is_written_once_and_what_comes_is_written_behind_it(tmp_path):
    file = tmp_path / "texts"
    first, begun = written(file, ("one",) * 50)
    with opened(file) as last:
        blobs = BlobWriter(file, begun)
        assert blobs.keep(first, last) == first
        second = blobs.put("two")
        assert list(blobs.raw([first, second])) == [last.raw(first), take(file, [second]) and last.raw(second)]
        assert blobs.shut()
    assert take(file, [first, second]) == [("one",) * 50, "two"]
    assert blobs.begun == begun == first[1]


def test_a_file_that_is_twice_as_long_as_it_began_is_written_anew(tmp_path):
    file = tmp_path / "texts"
    first, begun = written(file, "one" * 50)
    for _ in range(2):
        second, _ = written(file, "two" * 50, begun)
    assert file.stat().st_size > 2 * begun
    with opened(file) as last:
        blobs = BlobWriter(file, begun)
        kept = blobs.keep(second, last)
        assert blobs.shut()
    assert take(file, [kept]) == ["two" * 50]
    assert file.stat().st_size == blobs.begun == second[1]
    assert take(file, [first]) in (None, ["two" * 50])


def test_a_build_that_gives_up_leaves_the_file_as_it_was(tmp_path):
    file = tmp_path / "texts"
    first, begun = written(file, "one")
    before = file.read_bytes()
    blobs = BlobWriter(file, begun)
    blobs.put("two")
    blobs.throw_away()
    assert (file.read_bytes(), take(file, [first])) == (before, ["one"])


def test_what_is_damaged_does_not_stay(tmp_path):
    file = tmp_path / "texts"
    first, begun = written(file, "one" * 50)
    file.write_bytes(file.read_bytes().replace(b"one", b"two", 1))
    file.chmod(0o600)
    with opened(file) as last:
        assert BlobWriter(file, begun).keep(first, last) is None


def test_a_file_that_others_may_write_is_not_written_on(tmp_path):
    file = tmp_path / "texts"
    _, begun = written(file, "one")
    file.chmod(0o666)
    second, anew = written(file, "two", begun)
    assert (second[0], anew) == (0, second[1])
