"""`factledger schema`: JSON Schemas of all that an editor writes, as files for other programs."""

import json
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from factledger.read.json_schemas import json_schemas


def write_schemas(options: Namespace, refused: Callable[[Namespace, str], int]) -> int:
    """Write a file for each kind, and print their names."""
    folder: Path = options.output
    for name, schema in json_schemas().items():
        path = folder / f"{name}.schema.json"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", "utf-8")
        except OSError as error:
            return refused(options, f"{path} cannot be written: {error.strerror}")
        print(path)
    return 0
