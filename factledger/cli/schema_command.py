"""`factledger schema`: JSON Schemas of all that an editor writes, as files for other programs."""

import json
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from factledger.model.entity_kinds import DEFAULT_KINDS
from factledger.read.json_schemas import json_schemas
from factledger.read.settings_file import read_settings


def write_schemas(options: Namespace, refused: Callable[[Namespace, str], int]) -> int:
    """Write a file for each kind, and print their names."""
    folder: Path = options.output
    kinds = read_settings(options.project)[0].kinds if options.project is not None else DEFAULT_KINDS
    for name, schema in json_schemas(kinds).items():
        path = folder / f"{name}.schema.json"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", "utf-8")
        except OSError as error:
            return refused(options, f"{path} cannot be written: {error.strerror}")
        print(path)
    return 0
