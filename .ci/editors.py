"""Fetches the web editors that the browser tests drive into .ci/editors/: the packages alone, without what they were built from.

`npm pack` brings exactly the releases below, and nothing is unpacked whose bytes are others than those that were tested.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HOME = Path(__file__).parent / "editors"
PACKAGES = {  # by the folder: the package, its release and the SHA-512 of its archive
    "sveltia": (
        "@sveltia/cms",
        "0.221.1",
        "27e4288a4f6418c9362fbbcda4e42b9c3985462f8d07abf02747fae7b62db31587d0ff16612611452442da943f8c619b56533ffcf83f588826929b30aa8a3781",
    ),
    "decap": (
        "decap-cms",
        "3.16.3",
        "85ff9d3e50a1ed32665a5f3ee954731d839686b8b9c605249eb65b0dec1a59ee2cf41ef127c3d0ba0a7640779295d3142b36afebecf4a08a7051885424362d63",
    ),
}


def unpack(archive: Path, folder: Path) -> None:
    """Write a package's files below a folder, but for the maps of its sources, which are most of it."""
    with tarfile.open(archive) as members:
        for member in members:
            parts = Path(member.name).parts
            content = members.extractfile(member) if member.isfile() else None
            if content is None or member.name.endswith(".map") or ".." in parts or parts[0] != "package":
                continue
            target = folder.joinpath(*parts[1:])
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.read())


def main() -> None:
    """Fetch what is not there yet in the release wanted."""
    for name, (package, release, digest) in PACKAGES.items():
        folder = HOME / name
        mark = folder / "release"
        if mark.is_file() and mark.read_text("utf-8") == f"{release} {digest}":
            continue
        with tempfile.TemporaryDirectory() as place:
            command = ["npm", "pack", "--silent", "--pack-destination", place, f"{package}@{release}"]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            (archive,) = Path(place).glob("*.tgz")
            if hashlib.sha512(archive.read_bytes()).hexdigest() != digest:
                sys.exit(f".ci/editors.py: {package} {release} is not the one that was tested")
            shutil.rmtree(folder, ignore_errors=True)
            unpack(archive, folder)
        mark.write_text(f"{release} {digest}", "utf-8")


if __name__ == "__main__":
    main()
