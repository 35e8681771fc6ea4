"""Publishing to a bucket of a real server."""

import json
import re
import threading
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from factledger.publish.bucket_store import BucketStore
from factledger.publish.deployment_record import LOCK
from factledger.publish.errors import LostLeaseError, UnreachableError
from factledger.publish.lease import lease
from factledger.publish.parallel_transfers import side_by_side
from tests.publish.built import MANY, PAGES, build, tree
from tests.publish.servers import READER, SECRET, free_ports

pytestmark = pytest.mark.servers
COUNT = len(PAGES) + len(MANY) + 1


def objects(bucket):
    """Every object of a bucket, by key, without what a publication keeps for itself."""
    name, client = bucket
    pages = client.get_paginator("list_objects_v2").paginate(Bucket=name)
    keys = [one["Key"] for page in pages for one in page.get("Contents", ())]
    return {
        key: client.get_object(Bucket=name, Key=key)["Body"].read() for key in keys if "/.factledger-" not in f"/{key}"
    }


def test_a_bucket_holds_the_built_site_below_its_prefix_and_then_only_what_changed_travels(project, run, bucket):
    target = f"s3://{bucket[0]}/my/site"
    assert run("publish", target)[0] == 0
    assert objects(bucket) == {f"my/site/{path}": content for path, content in tree(project / "public").items()}
    build(project, PAGES | MANY | {"news/a/index.html": b"A again", "news/c/index.html": b"C"})
    status, said, told = run("publish", target, "--format", "json")
    assert (status, told) == (0, "")
    assert {name: value for name, value in json.loads(said).items() if name != "bytes"} == {
        "files": COUNT + 1,
        "sent": 3,
        "deleted": 0,
    }
    assert objects(bucket) == {f"my/site/{path}": content for path, content in tree(project / "public").items()}
    assert run("publish", target) == (0, f"0 of {COUNT + 1} files sent, 0 bytes, 0 deleted", "")


def test_each_object_says_what_it_is_and_how_long_it_may_be_kept(run, bucket):
    run("publish", f"s3://{bucket[0]}")

    def headers(path):
        found = bucket[1].head_object(Bucket=bucket[0], Key=path)
        return found["ContentType"], found["CacheControl"]

    assert [headers(path) for path in ("index.html", "assets/style.0001.css", "feed.xml", "data/1.csv")] == [
        ("text/html; charset=utf-8", "public, max-age=0, must-revalidate"),
        ("text/css; charset=utf-8", "public, max-age=31536000, immutable"),
        ("application/xml; charset=utf-8", "public, max-age=0, must-revalidate"),
        ("text/csv; charset=utf-8", "public, max-age=0, must-revalidate"),
    ]


def test_a_file_whose_headers_alone_changed_is_sent_again(project, run, bucket):
    run("publish", f"s3://{bucket[0]}")
    build(project, PAGES | MANY | {"_headers": b"/ev/*\n  X-Frame-Options: DENY\n"})
    said = run("publish", f"s3://{bucket[0]}", "--dry-run")[1]
    assert said.splitlines()[:-1] == [
        "changed: _headers",
        "other headers: assets/style.0001.css",
        "changed: .factledger",
    ]
    run("publish", f"s3://{bucket[0]}")
    found = bucket[1].head_object(Bucket=bucket[0], Key="assets/style.0001.css")
    assert found["CacheControl"] == "public, max-age=0, must-revalidate"


def test_objects_of_others_stay_and_what_they_did_to_ours_is_put_right(project, run, bucket):
    name, client = bucket
    client.put_object(Bucket=name, Key="site/theirs.txt", Body=b"theirs")
    client.put_object(Bucket=name, Key="other/index.html", Body=b"theirs")
    run("publish", f"s3://{name}/site/")
    client.put_object(Bucket=name, Key="site/index.html", Body=PAGES["index.html"][::-1])  # as long as before
    client.delete_object(Bucket=name, Key="site/feed.xml")
    assert run("publish", f"s3://{name}/site/")[1].startswith(f"2 of {COUNT} files sent")
    assert objects(bucket) == {
        **{f"site/{path}": content for path, content in tree(project / "public").items()},
        "site/theirs.txt": b"theirs",
        "other/index.html": b"theirs",
    }


def test_one_changed_one_missing_and_one_extra_object_are_found(run, bucket):
    name, client = bucket
    run("publish", f"s3://{name}")
    assert run("verify", f"s3://{name}") == (0, f"{COUNT - 1} files verified: all as they were built", "")
    client.put_object(Bucket=name, Key="index.html", Body=b"!")
    client.put_object(Bucket=name, Key="extra.html", Body=b"!")
    client.delete_object(Bucket=name, Key="feed.xml")
    assert run("verify", f"s3://{name}") == (
        1,
        f"{COUNT - 1} files verified: 1 missing, 1 changed, 1 extra",
        "feed.xml: missing: it is not there\n"
        "index.html: changed: it is not what was built\n"
        "extra.html: extra: no build put it there",
    )


def test_another_publication_at_once_is_refused(run, bucket):
    name, client = bucket
    is_over = threading.Event()

    def live():
        beat = 0
        while not is_over.wait(0.1):
            beat += 1
            client.put_object(Bucket=name, Key=LOCK, Body=json.dumps({"token": "x", "beat": beat}).encode())

    client.put_object(Bucket=name, Key=LOCK, Body=b'{"token": "x"}')
    other = threading.Thread(target=live)
    other.start()
    status, _, told = run("publish", f"s3://{name}")
    is_over.set()
    other.join()
    taken = "build.py: another publication to this destination is under way; try again when it is over"
    assert (status, told.splitlines()[-1]) == (3, taken)
    assert objects(bucket) == {}


def test_a_bucket_is_had_by_one_until_it_falls_silent_and_who_lost_it_is_told(bucket):
    name, client = bucket
    stores = [BucketStore(name, "", parallel=1) for _ in range(2)]
    client.put_object(Bucket=name, Key=LOCK, Body=b'{"token": "of one that was killed"}')
    said = []
    with lease(stores[0], said.append, silence=1) as still_ours:
        still_ours()
        with pytest.raises(UnreachableError, match="another publication"), lease(stores[1], said.append, silence=5):
            pass
        client.put_object(Bucket=name, Key=LOCK, Body=b'{"token": "another"}')
        with pytest.raises(LostLeaseError):  # noqa: PT012 - it is noticed at the next sign of life
            for _ in range(100):
                threading.Event().wait(0.05)
                still_ours()
    waiting = "another publication was here and may have been killed; waiting {} s for a sign of life from it"
    assert said == [waiting.format(1), waiting.format(5)]
    assert client.get_object(Bucket=name, Key=LOCK)["Body"].read() == b'{"token": "another"}'


def test_of_two_who_begin_at_once_one_has_the_bucket(bucket):
    store = BucketStore(bucket[0], "", parallel=8)
    found = [
        version for _, version in side_by_side(lambda one: store.swap(LOCK, b"%d" % one, None), range(8), parallel=8)
    ]
    assert len([version for version in found if version is not None]) == 1


@pytest.mark.parametrize(
    ("variables", "target", "status", "told"),
    [
        (
            {},
            "s3://no-such-bucket/x",
            1,
            "there is no bucket 'no-such-bucket'; make it first, or see to AWS_ENDPOINT_URL",
        ),
        ({}, "s3://No_Bucket!/x", 2, "'No_Bucket!' can be no name of a bucket; write s3://bucket/prefix"),
        ({}, "s3:///x", 2, "'' can be no name of a bucket; write s3://bucket/prefix"),
        (
            {"AWS_ACCESS_KEY_ID": READER},
            "s3://{bucket}",
            1,
            "s3://{bucket}/.factledger-lock may not be written with these credentials (AccessDenied)",
        ),
        (
            {"AWS_SECRET_ACCESS_KEY": SECRET + "x"},
            "s3://{bucket}",
            1,
            "the credentials for s3://{bucket}/ are not accepted (SignatureDoesNotMatch)",
        ),
        (
            {"AWS_ACCESS_KEY_ID": "nobody"},
            "s3://{bucket}",
            1,
            "the credentials for s3://{bucket}/ are not accepted (InvalidAccessKeyId)",
        ),
        (
            {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""},
            "s3://{bucket}",
            1,
            "no credentials for s3://{bucket}/ are found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        ),
        (
            {"AWS_ENDPOINT_URL": "nonsense"},
            "s3://{bucket}",
            1,
            "s3://{bucket}/ cannot be listed: Invalid endpoint: nonsense",
        ),
        (
            {"AWS_ENDPOINT_URL": "http://127.0.0.1:{port}", "AWS_MAX_ATTEMPTS": "1"},
            "s3://{bucket}",
            3,
            "s3://{bucket}/ cannot be reached; see to the network and AWS_ENDPOINT_URL, and try again",
        ),
    ],
)
def test_what_keeps_a_publication_from_a_bucket_is_told_in_one_line(
    run, bucket, monkeypatch, variables, target, status, told
):
    (port,) = free_ports(1)
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value.format(port=port))
    found = run("publish", target.format(bucket=bucket[0]))
    assert found == (status, "", f"build.py: {told.format(bucket=bucket[0])}")
    assert SECRET not in found[2]
    assert objects(bucket) == {}


def test_a_store_that_asks_for_patience_gets_the_whole_site_all_the_same(project, run, bucket, s3_store):
    build(project, PAGES | MANY | {f"images/{number}.png": b"x" * 20_000 for number in range(100)})
    tell = s3_store[1]
    tell("s3.circuitBreaker -global -type Count -actions Write -values 2 -apply")
    try:
        assert any(is_busy(bucket) for _ in range(100))  # the order takes a moment
        assert run("publish", f"s3://{bucket[0]}", "--parallel", "32")[0] == 0
    finally:
        tell("s3.circuitBreaker -global -disable -apply")
    assert objects(bucket) == {**tree(project / "public"), "theirs.txt": b"x" * 20_000}


def is_busy(bucket):
    """Whether a store refuses some of many objects that are sent at once."""

    def is_refused(number):
        try:
            bucket[1].put_object(Bucket=bucket[0], Key="theirs.txt", Body=b"x" * 20_000)
        except ClientError:
            return True
        return False

    return any(refused for _, refused in side_by_side(is_refused, range(32), parallel=10))


def test_the_commands_of_the_guide_publish_to_a_bucket(run, bucket):
    guide = (Path(__file__).parent.parent.parent / "docs" / "publishing.md").read_text("utf-8")
    commands = re.findall(r"^\$ factledger (.* s3://the-news/.*)$", guide, re.MULTILINE)
    bucket[1].create_bucket(Bucket="the-news")
    assert [run(*command.split())[0] for command in commands] == [0, 0]


def test_a_reader_may_rehearse(run, bucket, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", READER)
    status, said, _ = run("publish", f"s3://{bucket[0]}", "--dry-run")
    assert (status, said.count("new: ")) == (0, COUNT)
    assert objects(bucket) == {}
