"""YAML with the line of every node, and without the parts that surprise people."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """
    One thing that is wrong with a file, where it is and what to do about it.

    Parameters
    ----------
    path
        Dotted path of the field ("resources.2.calendar"), empty for the whole file.
    code
        Stable short name of the kind of problem.
    sentence
        What is wrong, in words.
    file
        Name of the file, None for a document that came from elsewhere.
    line
        Line in the file, counted from 1; None where it is unknown.
    """

    path: str
    code: str
    sentence: str
    file: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: " if self.file and self.line else ""
        return f"{place}{self.path}: {self.sentence}" if self.path else self.sentence


@dataclass(frozen=True)
class Positions:
    """Where each path of a document stands in its file."""

    file: str
    line_by_path: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """Line of the nearest node that exists at or above ``path``."""
        while path and path not in self.line_by_path:
            path = path[:-1]
        return self.line_by_path.get(path, 1)


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.line_by_path: dict[Path, int] = {}
        self.constructor = yaml.constructor.SafeConstructor()

    def refuse(self, path: Path, code: str, sentence: str, line: int) -> None:
        dotted = ".".join(map(str, path))
        self.problems.append(Problem(dotted, code, sentence, self.file, line))

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.line_by_path[path] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, i)) for i, item in enumerate(node.value)]
        return self.scalar(node, path)

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        read: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in read:
                line = key_node.start_mark.line + 1
                self.refuse((*path, key), "duplicate_key", f"“{key}” is twice.", line)
            read[key] = self.value(value_node, (*path, key))
        return read

    def scalar(self, node: yaml.Node, path: Path) -> Any:
        # A date stays text: the document must be the same as JSON in the database.
        if node.tag == "tag:yaml.org,2002:timestamp":
            return str(node.value)
        try:
            return self.constructor.construct_object(node)
        except (yaml.YAMLError, ValueError) as error:
            sentence = f"This value cannot be read: {error}."
            self.refuse(path, "unreadable", sentence, node.start_mark.line + 1)
            return None


def read_yaml(content: bytes, file: str) -> tuple[Any, Positions, list[Problem]]:
    """
    Read a YAML file and remember where everything stands.

    Parameters
    ----------
    content
        The file's bytes, UTF-8.
    file
        Its name, for messages only.

    Notes
    -----
    Aliases and anchors are refused: a document that shares nodes is not the tree it
    seems to be, and a few lines of them can grow to gigabytes.
    """
    reader = _Reader(file)
    try:
        text = content.decode("utf-8")
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if getattr(event, "anchor", None):
                mark = event.start_mark
                line = mark.line + 1 if mark else 1
                reader.refuse((), "alias", "Anchors and aliases are not read.", line)
        node = None if reader.problems else yaml.compose(text, Loader=yaml.SafeLoader)
    except UnicodeDecodeError as error:
        reader.refuse((), "encoding", f"Not UTF-8 at byte {error.start}.", 1)
        node = None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        reader.refuse((), "syntax", f"{error.problem}.", mark.line + 1 if mark else 1)
        node = None
    data = reader.value(node, ()) if node is not None else {}
    return data, Positions(file, reader.line_by_path), reader.problems
