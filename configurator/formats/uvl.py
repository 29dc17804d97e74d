"""
Feature models in UVL, the universal variability language.

Groups of every kind, cardinalities, constraints also among attributes, imports of
other files. A typed feature counts as there or not there; values of attributes are no
part of the model, and constraints over them are refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from configurator.formats.complaints import Complaints
from configurator.formats.constraints import refuse_oversized
from configurator.formats.feature_tree import MAX_BYTES, FeatureModelBuilder, Position
from configurator.formats.uvl_attributes import Statement, read_attributes
from configurator.formats.uvl_lines import Line, Token, read_lines
from configurator.formats.uvl_statements import StatementReader, read_reference
from configurator.model import ProductModel

SECTIONS = ("namespace", "include", "includes", "imports", "features", "constraints")
MAX_IMPORTS = 100
_GROUPS = {"mandatory", "optional", "or", "alternative"}
_TYPES = ("Boolean", "Integer", "Real", "String")

Load = Callable[[str], tuple[str, Complaints] | None]
"""From a dotted name to a file's text; ``None`` when there is none."""


@dataclass(slots=True)
class _Group:
    word: str
    parent: str
    at_least: int
    at_most: int | None
    place: Position
    members: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """A line that others may stand below: the section, a feature, or a group."""

    indent: int
    feature: str | None = None
    group: _Group | None = None
    inner: int | None = None


@dataclass(slots=True)
class _Imports:
    """What all files of one model share."""

    load: Load
    count: int = 0


def read_uvl(text: str, complaints: Complaints, load: Load) -> ProductModel:
    """
    Return the model of a UVL file.

    Parameters
    ----------
    load
        Finds the files that it imports.

    Raises
    ------
    ProductModelError
        With everything that is wrong in all of the files, at once.
    """
    builder = FeatureModelBuilder(complaints)
    reader = _UvlReader(builder, "", _Imports(load), ())
    reader.read(text, builder.top)
    return builder.model(reader.namespace or builder.root or "")


class _UvlReader:
    """
    Reads one file.

    Parameters
    ----------
    prefix
        Before the names of its features: ``"alias."`` of an imported file.
    chain
        Names of the files that import it, outermost first.
    """

    def __init__(
        self,
        builder: FeatureModelBuilder,
        prefix: str,
        imports: _Imports,
        chain: tuple[str, ...],
    ) -> None:
        self.builder = builder
        self.complaints = builder.complaints
        self.prefix = prefix
        self.imports = imports
        self.chain = chain
        self.aliases: dict[str, str] = {}
        self.statements: list[Statement] = []
        self.groups: list[_Group] = []
        self.open: list[_Open] = []
        self.namespace = ""
        self.root: str | None = None
        self.attach: Callable[[str], None] = builder.top

    def read(self, text: str, attach: Callable[[str], None]) -> None:
        """
        Read all sections.

        Parameters
        ----------
        attach
            Called with the root feature, to put it in its place.
        """
        self.attach = attach
        section = ""
        for line in read_lines(text, self.complaints):
            if line.indent == 0 and line.tokens[0].is_word(*SECTIONS):
                section = self._section(line)
            elif section == "features":
                self._tree_line(line)
            elif section == "constraints":
                self._constraint_line(line)
            elif section == "imports":
                self._import_line(line)
            elif section not in {"include", "includes"}:
                self._expect_sections(line)
        if self.root is None:
            sentence = "It has no features; a section 'features' with a root is read."
            self.complaints.add("empty_model", sentence)
        self._close_groups()
        for statement in self.statements:
            self._constraint(statement)

    def complain(self, code: str, sentence: str, token: Token) -> None:
        """Record a problem at a token."""
        self.complaints.add(code, sentence, *token.place)

    def _section(self, line: Line) -> str:
        word, *rest = line.tokens
        if word.text == "namespace":
            if rest and rest[0].is_name:
                self.namespace, end = read_reference(line.tokens, 1)
                rest = line.tokens[end:]
            else:
                self.complain("syntax", "A namespace has a name.", word)
        if rest:
            self.complain("syntax", "Nothing more is expected here.", rest[0])
        if word.text == "features":
            self.open = [_Open(0)]
        return word.text

    def _expect_sections(self, line: Line) -> None:
        listed = ", ".join(SECTIONS)
        sentence = f"One of the sections {listed} is expected."
        self.complain("syntax", sentence, line.tokens[0])

    def _import_line(self, line: Line) -> None:
        first = line.tokens[0]
        if not first.is_name:
            self.complain("syntax", "The name of a file is expected.", first)
            return
        name, end = read_reference(line.tokens, 0)
        alias = name
        rest = line.tokens[end:]
        if len(rest) >= 2 and rest[0].is_word("as") and rest[1].is_name:
            alias, rest = rest[1].text, rest[2:]
        if rest:
            self.complain("syntax", "An import is 'file as name'.", rest[0])
        elif alias in self.aliases:
            self.complain("duplicate_id", f"{alias} is imported twice.", first)
        else:
            self.aliases[alias] = name

    def _tree_line(self, line: Line) -> None:
        while self.open[-1].indent >= line.indent and len(self.open) > 1:
            self.open.pop()
        above = self.open[-1]
        if above.inner is None:
            above.inner = line.indent
        elif above.inner != line.indent:
            sentence = "It is not indented like the lines beside it."
            self.complain("indentation", sentence, line.tokens[0])
        if above.feature is not None:
            self._group_line(line, above.feature)
        else:
            self._feature_line(line, above.group)

    def _group_line(self, line: Line, parent: str) -> None:
        word = line.tokens[0]
        bounds: tuple[int, int | None] | None
        if word.is_word(*_GROUPS) and len(line.tokens) == 1:
            bounds = (1, 1 if word.text == "alternative" else None)
        else:
            bounds = _cardinality(line.tokens)
        if bounds is None:
            listed = ", ".join(sorted(_GROUPS))
            sentence = f"One of {listed} or a cardinality [n..m] is expected."
            self.complain("syntax", sentence, word)
        kind = word.text if word.kind == "name" else "["
        group = _Group(kind, parent, *(bounds or (0, None)), word.place)
        if bounds is not None:
            self.groups.append(group)
        self.open.append(_Open(line.indent, group=group))

    def _feature_line(self, line: Line, group: _Group | None) -> None:
        tokens = line.tokens
        start = 1 if tokens[0].is_word(*_TYPES) and len(tokens) > 1 else 0
        token = tokens[start]
        if not token.is_name or token.is_word(*_GROUPS):
            sentence = f"The name of a feature is expected, not {token.text}."
            self.complain("syntax", sentence, token)
            return
        name, end = read_reference(tokens, start)
        end = self._behind_name(tokens, end)
        if end < len(tokens):
            sentence = "Nothing more is expected here; quote names with signs in them."
            self.complain("syntax", sentence, tokens[end])
        feature = self.prefix + name
        alias = self._alias_of(name)
        if alias is not None:
            self._imported(alias, name, token, group)
        elif self.builder.feature(feature, None, token.place):
            self._place(feature, token, group)
        # After a complaint, too: what stands below it belongs to it all the same.
        if feature in self.builder.atoms:
            self.open.append(_Open(line.indent, feature=feature))

    def _behind_name(self, tokens: list[Token], end: int) -> int:
        """Return the index behind cardinality and attributes of a feature."""
        if end < len(tokens) and tokens[end].is_word("cardinality"):
            sentence = "Features that are there several times are not read."
            self.complain("unsupported", sentence, tokens[end])
            while end < len(tokens) and not tokens[end].is_sign("{"):
                end += 1
        if end < len(tokens) and tokens[end].is_sign("{"):
            end = read_attributes(tokens, end, self.statements, self.complaints)
        return end

    def _place(self, feature: str, token: Token, group: _Group | None) -> None:
        if group is None:
            if self.root is not None:
                self.complain("second_root", "A feature model has one root.", token)
                return
            self.root = feature
            self.attach(feature)
            return
        is_mandatory = group.word == "mandatory"
        self.builder.child(feature, group.parent, is_mandatory=is_mandatory)
        group.members.append(feature)

    def _alias_of(self, name: str) -> str | None:
        found = [alias for alias in self.aliases if name.startswith(f"{alias}.")]
        return max(found, key=len, default=None)

    def _imported(
        self, alias: str, name: str, token: Token, group: _Group | None
    ) -> None:
        """Put the tree of an imported file where its root is named."""
        file = self.aliases[alias]
        self.imports.count += 1
        if file in self.chain or self.imports.count > MAX_IMPORTS:
            sentence = f"{file} imports itself, or more than {MAX_IMPORTS} are read."
            self.complain("cycle", sentence, token)
            return
        loaded = self.imports.load(file)
        if loaded is None:
            sentence = f"There is no file {file.replace('.', '/')}.uvl to import."
            self.complain("missing_file", sentence, token)
            return
        text, own = loaded
        self.builder.complaints = own
        prefix = f"{self.prefix}{alias}."
        inner = _UvlReader(self.builder, prefix, self.imports, (*self.chain, file))
        inner.read(text, lambda root: self._place(root, token, group))
        self.builder.complaints = self.complaints
        self.complaints.problems.extend(own.problems)
        if inner.root is not None and inner.root != self.prefix + name:
            sentence = f"The root of {file} is {inner.root.removeprefix(prefix)}."
            self.complain("unknown_feature", sentence, token)

    def _close_groups(self) -> None:
        for group in self.groups:
            if not group.members:
                sentence = "Nothing stands below this line; is it cut off?"
                self.complaints.add("empty_group", sentence, *group.place)
            elif group.word not in {"mandatory", "optional"}:
                most = len(group.members) if group.at_most is None else group.at_most
                self.builder.group(
                    group.parent, group.members, group.at_least, most, group.place
                )

    def _constraint_line(self, line: Line) -> None:
        if line.size > MAX_BYTES:
            sentence = (
                f"A rule of {line.size} characters; at most {MAX_BYTES} are read."
            )
            self.complain("too_long", sentence, line.tokens[0])
            return
        self.statements.append(Statement(line.tokens, 0, len(line.tokens)))

    def _constraint(self, statement: Statement) -> None:
        reader = StatementReader(
            statement.tokens,
            lambda name, place: self.builder.atom(self.prefix + name, place),
            self.complaints,
        )
        root = reader.read(statement.start, statement.end)
        if root is not None:
            place = statement.tokens[statement.start].place
            refuse_oversized(root, self.complaints, place)
            self.builder.constraint(root)


def _cardinality(tokens: list[Token]) -> tuple[int, int | None] | None:
    """Return the bounds of ``[n]``, ``[n..m]``, ``[n..*]`` or ``[*]``."""
    texts = [token.text for token in tokens]
    if len(tokens) < 3 or not (tokens[0].is_sign("[") and tokens[-1].is_sign("]")):
        return None
    match texts[1:-1]:
        case ["*"]:
            return 0, None
        case [bound] if bound.isdecimal():
            return int(bound), int(bound)
        case [low, "..", "*"] if low.isdecimal():
            return int(low), None
        case [low, "..", high] if low.isdecimal() and high.isdecimal():
            return int(low), int(high)
        case _:
            return None
