"""A bucket that serves as a website, on a server that knows redirects and no conditions."""

import http.client
from urllib.parse import urlsplit

import pytest

from tests.publish.built import MANY, PAGES
from tests.publish.servers import environment, website

pytestmark = pytest.mark.servers
COUNT = len(PAGES) + len(MANY) + 1


def asked(url, host, path):
    """Status, the header Location and the content of what a website of a bucket answers."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    connection.request("GET", path, headers={"Host": host})
    answer = connection.getresponse()
    return answer.status, answer.headers["Location"], answer.read()


def test_an_old_address_is_a_redirect_where_the_bucket_serves_as_a_website(run, monkeypatch, tmp_path):
    with website(tmp_path, "the-site") as (url, user, host):
        for variable, value in {**environment(url, user), "AWS_SECRET_ACCESS_KEY": user}.items():
            monkeypatch.setenv(variable, value)
        assert run("publish", "s3://the-site")[0] == 0
        assert run("publish", "s3://the-site") == (0, f"0 of {COUNT} files sent, 0 bytes, 0 deleted", "")
        assert run("verify", "s3://the-site") == (0, f"{COUNT - 1} files verified: all as they were built", "")
        assert asked(url, host, "/old/") == (301, "/ev/news/a/", b"")
        assert asked(url, host, "/news/a/") == (200, None, PAGES["news/a/index.html"])
