"""
A careful reading of YAML: plain data with the place of every value.

Only ``true``, ``false``, ``null`` and decimal numbers are more than text (in YAML 1.1
the value ``no`` would become false). Anchors, aliases, tags and duplicate keys are
refused: an alias bomb of a few hundred bytes unfolds to gigabytes.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from configurator.expressions import Problem
from configurator.formats.positions import KEY, Position, Positions, RawPath

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 60
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+\Z")
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "": None}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlFile:
    """
    One YAML file, read into plain data.

    Parameters
    ----------
    name
        For messages.
    content
        Its bytes, UTF-8.

    Attributes
    ----------
    data
        Mappings, lists, texts, numbers, booleans; ``None`` when unreadable.
    problems
        Everything that is wrong with it.
    """

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.positions: dict[RawPath, Position] = {}
        self.data: Any = None
        root = self._compose(content)
        if root is not None and not self.problems:
            self.data = self._plain(root, ())

    def merge_into(self, positions: Positions, prefix: RawPath = ()) -> None:
        """Add this file's positions to those of the document."""
        for path, position in self.positions.items():
            positions.by_path.setdefault(prefix + path, position)

    def _complain(self, code: str, sentence: str, mark: Any, path: RawPath) -> None:
        line = mark.line + 1 if mark else None
        column = mark.column + 1 if mark else None
        where = ".".join(str(part) for part in path)
        self.problems.append(Problem(where, code, sentence, self.name, line, column))

    def _compose(self, content: bytes) -> yaml.Node | None:
        if len(content) > MAX_BYTES:
            self._complain("too_long", f"At most {MAX_BYTES} bytes are read.", None, ())
            return None
        try:
            text = content.decode("utf-8-sig")
            self._refuse_anchors(text)
            node: yaml.Node | None = (
                None if self.problems else yaml.compose(text, Loader=_LOADER)
            )
        except UnicodeDecodeError as error:
            self._complain("encoding", f"It is not UTF-8: {error.reason}.", None, ())
        except yaml.MarkedYAMLError as error:
            sentence = f"It is not YAML: {error.problem or error.context}."
            self._complain("syntax", sentence, error.problem_mark, ())
        except yaml.YAMLError as error:
            self._complain("syntax", f"It is not YAML: {error}.", None, ())
        else:
            return node
        return None

    def _refuse_anchors(self, text: str) -> None:
        depth = 0
        for event in yaml.parse(text, Loader=_LOADER):
            if getattr(event, "anchor", None):
                self._complain(
                    "anchor",
                    "Anchors and aliases are not read; write the value again.",
                    event.start_mark,
                    (),
                )
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                self._complain("too_deep", "It is nested too deep.", None, ())
                return

    def _plain(self, node: yaml.Node, path: RawPath) -> Any:
        mark = node.start_mark
        style = getattr(node, "style", None)
        quoted = style in {"'", '"'}
        self.positions[path] = Position(
            self.name, mark.line + 1, mark.column + 1 + quoted, style in {"|", ">"}
        )
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(item, (*path, i)) for i, item in enumerate(node.value)]
        return self._mapping(node, path)

    def _mapping(self, node: yaml.Node, path: RawPath) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._complain("key", "A key is a word.", key_node.start_mark, path)
                continue
            key = key_node.value
            if key in data:
                self._complain(
                    "duplicate_key",
                    f"{key} stands here twice.",
                    key_node.start_mark,
                    (*path, key),
                )
            mark = key_node.start_mark
            place = Position(self.name, mark.line + 1, mark.column + 1)
            self.positions[(*path, key, KEY)] = place
            data[key] = self._plain(value_node, (*path, key))
        return data


def _scalar(node: yaml.ScalarNode) -> Any:
    text = node.value
    if node.style:  # the C loader says "" of a plain scalar, the other None
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text) and len(text) < 19:
        return int(text)
    # A document is JSON; the shortest text of the float is the decimal written.
    return float(text) if _DECIMAL.match(text) and len(text) < 16 else text
