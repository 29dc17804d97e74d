"""A command as somebody types it, and what it said."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from click import Group
from click.testing import CliRunner


@dataclass(frozen=True)
class Outcome:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one object on standard output: nothing stands before or after it."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        assert self.out.count("\n") == 1
        return found


Run = Callable[..., Outcome]


def typist(group: Group) -> Run:
    """Return what types the commands of a group."""

    def typed(*words: object) -> Outcome:
        result = CliRunner().invoke(group, [str(word) for word in words])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Outcome(result.exit_code, result.stdout, result.stderr)

    return typed
