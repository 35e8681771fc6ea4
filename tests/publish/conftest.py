"""A built site and the commands over it, and a server of S3."""

import uuid

import pytest

from tests.publish.built import MANY, PAGES, build, runner
from tests.publish.servers import client_of, environment, seaweed


@pytest.fixture
def project(tmp_path):
    """A project whose site was built."""
    folder = tmp_path / "project"
    folder.mkdir()
    return build(folder, PAGES | MANY)


@pytest.fixture
def run(project, capsys):
    """A function that runs a command in it."""
    return runner(project, capsys)


@pytest.fixture(scope="session")
def s3_store(tmp_path_factory):
    """A server of S3: its address, and a function that gives it an order."""
    with seaweed(tmp_path_factory.mktemp("seaweed")) as server:
        yield server


@pytest.fixture
def s3_server(s3_store):
    """The address of a server of S3."""
    return s3_store[0]


@pytest.fixture
def bucket(s3_server, monkeypatch, tmp_path):
    """A bucket of its own, with what the environment needs for it; its name and a client."""
    name = f"bucket-{uuid.uuid4().hex[:12]}"
    client = client_of(s3_server)
    client.create_bucket(Bucket=name)
    for variable, value in environment(s3_server).items():
        monkeypatch.setenv(variable, value)
    return name, client
