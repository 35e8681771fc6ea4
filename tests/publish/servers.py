"""Real servers, started for a test on this machine alone."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import boto3
import pytest
from botocore.config import Config

PATIENCE = 60  # seconds in which a server has to answer
PUBLISHER, READER, SECRET = "publisher", "reader", "a-secret-of-the-tests"
IDENTITIES = {
    "identities": [
        {
            "name": PUBLISHER,
            "credentials": [{"accessKey": PUBLISHER, "secretKey": SECRET}],
            "actions": ["Admin", "Read", "List", "Write"],
        },
        {"name": READER, "credentials": [{"accessKey": READER, "secretKey": SECRET}], "actions": ["Read", "List"]},
        {"name": "anonymous", "actions": ["Read"]},
    ]
}


HOSTS = Path(__file__).parent.parent.parent / ".ci" / "hosts"  # what hosts publish; installed by .ci/run


def installed(program):
    """The path of a program of the packages beside this Python or of the machine; skipped without, which CI does not allow."""
    folders = [Path(sys.executable).parent, HOSTS / "node_modules" / ".bin", os.environ["PATH"]]
    found = shutil.which(program, path=os.pathsep.join(map(str, folders)))
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{program} is not installed")
    return found


@contextmanager
def seaweed(folder):
    """SeaweedFS with its gateway for S3: the address of that, and a function that gives the store an order.

    It is a store that people run, with ETags, conditions, checksums and rights of its own, and comes as one file.
    """
    program = installed("weed")
    (folder / "s3.json").write_text(json.dumps(IDENTITIES), "utf-8")
    master, volume, filer, s3, *grpc = free_ports(8)
    ports = {"master.port": master, "volume.port": volume, "filer.port": filer, "s3.port": s3}
    ports |= {f"{name}.grpc": port for name, port in zip(ports, grpc, strict=True)}
    command = [
        program,
        f"-logdir={folder}",
        "server",
        f"-dir={folder}",
        "-ip=127.0.0.1",
        "-ip.bind=127.0.0.1",
        "-filer",
    ]
    command += [
        "-s3",
        f"-s3.config={folder / 's3.json'}",
        "-s3.autoCreateBucket=false",
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
    ]
    command += [
        "-master.telemetry=false",
        "-master.volumeSizeLimitMB=64",
        "-volume.max=2000",
        "-volume.preStopSeconds=0",
    ]
    command += [f"-filer.localSocket={folder / 'filer'}", *(f"-{name}={port}" for name, port in ports.items())]
    with started(command, folder, leaves=[f"seaweedfs-*-{port}.sock" for port in ports.values()]) as process:
        url = f"http://127.0.0.1:{s3}"
        client = client_of(url)
        until = time.monotonic() + PATIENCE
        while True:
            try:
                client.create_bucket(Bucket="ready")
                client.put_object(Bucket="ready", Key="ready", Body=b"")
            except Exception:
                if time.monotonic() > until or process.poll() is not None:
                    raise
                time.sleep(0.2)
            else:
                yield url, partial(order, program, ports)
                return


@contextmanager
def sftp(folder):
    """A server of SFTP over a folder; the address of what is in it, for a user of the name."""
    (port,) = free_ports(1)
    command = [
        installed("rclone"),
        "serve",
        "sftp",
        folder,
        f"--addr=127.0.0.1:{port}",
        f"--user={PUBLISHER}",
        f"--pass={SECRET}",
    ]
    with (
        tempfile.TemporaryDirectory() as home,
        started(command, Path(home), env=os.environ | {"HOME": home}) as process,
    ):
        until = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), PATIENCE).close()
            except OSError:
                if time.monotonic() > until or process.poll() is not None:
                    raise
                time.sleep(0.2)
            else:
                yield f"sftp://{PUBLISHER}@127.0.0.1:{port}"
                return


@contextmanager
def caddy(site, folder):
    """Caddy over a folder of files, which sends the compressed copies that it finds; its address."""
    (port,) = free_ports(1)
    (folder / "Caddyfile").write_text(
        "{\n\tadmin off\n\tauto_https off\n\tpersist_config off\n}\n"
        f":{port} {{\n\tbind 127.0.0.1\n\troot * {json.dumps(str(site))}\n"
        "\tfile_server {\n\t\tprecompressed zstd br gzip\n\t}\n}\n",
        "utf-8",
    )
    command = [installed("caddy"), "run", "--config", folder / "Caddyfile", "--adapter", "caddyfile"]
    own = {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "caddy"), "XDG_CONFIG_HOME": str(folder / "caddy")}
    with started(command, folder, env=os.environ | own) as process:
        url = f"http://127.0.0.1:{port}/"
        until = time.monotonic() + PATIENCE
        while True:
            try:
                urllib.request.urlopen(url).close()
            except OSError:
                if time.monotonic() > until or process.poll() is not None:
                    raise
                time.sleep(0.1)
            else:
                yield url
                return


def order(program, ports, words):
    """Have SeaweedFS do what its shell is told."""
    named = {name: f"127.0.0.1:{ports[f'{name}.port']}.{ports[f'{name}.port.grpc']}" for name in ("master", "filer")}
    command = [program, "shell", *(f"-{name}={where}" for name, where in named.items())]
    subprocess.run(command, input=f"{words}\n", text=True, capture_output=True, timeout=PATIENCE, check=True)


@contextmanager
def started(command, folder, leaves=(), env=None):
    """A process that is killed with all that it started; `leaves` are patterns of what it would leave in /tmp."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pattern in leaves:
            for path in Path("/tmp").glob(pattern):
                path.unlink(missing_ok=True)


@contextmanager
def website(folder, bucket):
    """A server of S3 with one bucket that serves as a website; its address, the user, and the website's name."""
    (port,) = free_ports(1)
    (folder / "website.xml").write_text(
        '<WebsiteConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
        "<IndexDocument><Suffix>index.html</Suffix></IndexDocument></WebsiteConfiguration>",
        "utf-8",
    )
    command = [installed("s3rver"), "-d", folder / "objects", "-a", "127.0.0.1", "-p", str(port), "--silent"]
    (folder / "objects").mkdir()
    with started([*command, "--configure-bucket", bucket, folder / "website.xml"], folder) as process:
        url = f"http://127.0.0.1:{port}"
        answering(url, process)
        yield url, "S3RVER", f"{bucket}.s3-website-us-east-1.amazonaws.com"


def answering(url, process):
    """Wait until something answers."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            if time.monotonic() > until or process.poll() is not None:
                raise
            time.sleep(0.2)


@contextmanager
def cloudflare(site, folder):
    """Cloudflare Pages' emulator, which has the asset server and the parsers of the host; its address and its log."""
    port, inspector = free_ports(2)
    command = [installed("wrangler"), "pages", "dev", site, "--ip=127.0.0.1", f"--port={port}"]
    command += [f"--inspector-port={inspector}", "--compatibility-date=2025-01-01"]
    nowhere = "http://127.0.0.1:9"  # it would ask the host for details of visitors, and does without
    own = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "WRANGLER_SEND_METRICS": "false", "CI": "true"}
    own |= {"http_proxy": nowhere, "https_proxy": nowhere, "no_proxy": "127.0.0.1,localhost"}
    with started(command, folder, env=os.environ | own) as process:
        url = f"http://127.0.0.1:{port}"
        answering(url, process)
        yield url, (folder / "log").read_text("utf-8")


def free_ports(number):
    """Ports that nobody has now."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(number)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def client_of(url, user=PUBLISHER):
    """A client of a server of S3 as boto3 gives it."""
    return boto3.client(
        "s3",
        endpoint_url=url,
        aws_access_key_id=user,
        aws_secret_access_key=SECRET,
        region_name="us-east-1",
        config=Config(retries={"total_max_attempts": 1}),
    )


def environment(url, user=PUBLISHER):
    """What says to a program where a server of S3 is and who asks."""
    return {
        "AWS_ENDPOINT_URL": url,
        "AWS_ACCESS_KEY_ID": user,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
