"""The signature on a built site: one on its list of files, which has the digest of each.

OpenSSH's `ssh-keygen` makes and checks it (PROTOCOL.sshsig; ssh-keygen(1), "ALLOWED SIGNERS"): it stands on every machine of
an editor or a CI, needs no network, and takes the keys that people have, of agents and hardware too. The namespace keeps a
signature for something else from being one on a site.
"""

import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from factledger.publish.errors import PublishError
from factledger.regular_files import read_regular
from factledger.write.change_set import write_new
from factledger.write.manifest import MANIFEST, parse_manifest

SIGNATURE = f"{MANIFEST}.sig"  # beside the list
LARGEST = 1 << 16  # bytes of one
_NAMESPACE = "factledger"
_PATIENCE = 120  # seconds: a key of hardware waits for a touch
_REASONS = (  # in the words of ssh-keygen, and in ours
    ("key has expired", "who signed may no longer do so by {signers}: the key has expired"),
    ("key is not yet valid", "who signed may not do so yet by {signers}"),
    ("not permitted for use in signature namespace", "who signed may not sign sites by {signers}"),
)


class SignatureError(PublishError):
    """A list of files is not signed by whom it should be."""


def sign(folder: Path, key: Path) -> None:
    """Sign the site that was built into a folder; the signature stands beside its list.

    Raises:
        SignatureError: there is no whole site, or it cannot be signed with this key.
    """
    listing = _listing(folder)
    done = _ran(["-Y", "sign", "-f", str(key), "-n", _NAMESPACE], listing)
    if done.returncode or not done.stdout:
        raise SignatureError(f"ssh-keygen cannot sign with {key}: {_last_line(done.stderr)}")
    part = folder / f"{SIGNATURE}.part"
    try:
        part.unlink(missing_ok=True)
        write_new(str(part), done.stdout)
        part.replace(folder / SIGNATURE)
    except OSError as error:
        raise SignatureError(f"{folder / SIGNATURE} cannot be written: {(error.strerror or '').lower()}") from error


def is_of(listing: bytes, signature: bytes) -> bool:
    """Whether a signature is one on a list, whoever made it."""
    with tempfile.TemporaryDirectory(prefix="factledger-") as folder:
        arguments = ["-Y", "check-novalidate", "-n", _NAMESPACE, "-s", _put(folder, signature)]
        return _ran(arguments, listing).returncode == 0


def signer(listing: bytes, signature: bytes, signers: Path) -> str:
    """Who signed a list, by the name that a file of allowed signers has for the key.

    Raises:
        SignatureError: nobody whom the file names, or whose time is over, or another list.
    """
    if not is_of(listing, signature):
        raise SignatureError(f"the signature {SIGNATURE} is not one on the list of files that stands there")
    with tempfile.TemporaryDirectory(prefix="factledger-") as folder:
        file = _put(folder, signature)
        found = _ran(["-Y", "find-principals", "-s", file, "-f", str(signers)], b"")
        told = found.stderr
        for name in found.stdout.decode("utf-8", "replace").splitlines():
            arguments = ["-Y", "verify", "-f", str(signers), "-I", name, "-n", _NAMESPACE, "-s", file]
            done = _ran(arguments, listing)
            if done.returncode == 0:
                return name
            told += done.stderr
    words = told.decode("utf-8", "replace")
    reason = next((ours for theirs, ours in _REASONS if theirs in words), "nobody whom {signers} names has signed")
    raise SignatureError(reason.format(signers=signers))


def _listing(folder: Path) -> bytes:
    try:
        listing = read_regular(folder / MANIFEST)
    except OSError:
        raise SignatureError(f"there is no built site in {folder}; build first") from None
    if not all(re.fullmatch("[0-9a-f]{64}", digest) for digest in parse_manifest(listing).values()):
        raise SignatureError(f"the last build into {folder} did not come to its end; build again")
    return listing


def _put(folder: str, signature: bytes) -> str:
    file = Path(folder, "signature")
    file.write_bytes(signature[:LARGEST])
    return str(file)


def _ran(arguments: Sequence[str], text: bytes) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - arguments are a list
            ["ssh-keygen", *arguments],  # noqa: S607 - whichever the machine has
            input=text,
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
        )
    except FileNotFoundError:
        raise SignatureError("signatures need ssh-keygen, which is not installed; it comes with OpenSSH") from None
    except subprocess.TimeoutExpired:
        raise SignatureError(f"ssh-keygen did not answer within {_PATIENCE} seconds") from None


def _last_line(told: bytes) -> str:
    lines = told.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].strip() if lines else "it says no reason"
