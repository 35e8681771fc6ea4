"""The problems of a build put aside while its pages are made: there may be many, and nobody asks for them before the end."""

import zlib
from collections.abc import Iterator, Sequence
from typing import cast

from factledger.cache.restricted_pickles import dumps, loads
from factledger.model.problems import Problem

_AT_ONCE = 1_000
_QUICKLY = 1  # the level of compression


class ProblemsAside:
    """Some problems in a twentieth of the memory, made again when they are asked for."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self._parts = [
            zlib.compress(dumps(problems[start : start + _AT_ONCE]), _QUICKLY)
            for start in range(0, len(problems), _AT_ONCE)
        ]

    def __iter__(self) -> Iterator[Problem]:
        for part in self._parts:
            yield from cast("Sequence[Problem]", loads(zlib.decompress(part)))
