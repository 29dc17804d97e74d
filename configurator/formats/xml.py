"""
A careful reading of XML: a tree of plain elements with their lines and columns.

Document types, entities and external references are refused before they are
unfolded, and so is a file that is nested too deep or has too many elements.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.sax import SAXParseException

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]  # it ships no types
from defusedxml.expatreader import DefusedExpatParser  # type: ignore[import-untyped]  # it ships no types

from configurator.formats.complaints import Complaints

MAX_DEPTH = 500
MAX_ELEMENTS = 2_000_000


@dataclass(slots=True)
class Element:
    """
    One element of a file.

    Parameters
    ----------
    line, column
        Of its first character, from 1.
    text
        What stands directly inside it, pieces between children run together.
    """

    tag: str
    attributes: Mapping[str, str]
    line: int
    column: int
    children: list[Element] = field(default_factory=list)
    text: str = ""

    @property
    def place(self) -> tuple[int, int]:
        """Line and column."""
        return self.line, self.column

    def first(self, tag: str) -> Element | None:
        """Return the first child of that tag."""
        return next((child for child in self.children if child.tag == tag), None)

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it, in reading order."""
        waiting = [self]
        while waiting:
            current = waiting.pop()
            yield current
            waiting.extend(reversed(current.children))


def read_xml(text: str, complaints: Complaints) -> Element | None:
    """
    Return the outermost element; ``None`` when there is none that may be read.

    Notes
    -----
    A file that is cut off yields what stood before the cut, after a complaint.
    """
    parser = DefusedExpatParser(forbid_dtd=True)
    collector = _Collector(parser)
    parser.setContentHandler(collector)
    try:
        parser.feed(text)
        parser.close()
    except DefusedXmlException:
        sentence = "Document types and entities are not read: they can unfold to more"
        complaints.add("forbidden_xml", f"{sentence} than any memory holds.")
        return None
    except _TooMuchError as error:
        complaints.add("too_deep", str(error), *error.place)
        return None
    except SAXParseException as error:
        complaints.add(
            "syntax",
            f"It is not XML, or it is cut off here: {error.getMessage()}.",
            error.getLineNumber(),
            (error.getColumnNumber() or 0) + 1,
        )
        # What is not closed yet says half of what it should: leave it out of its
        # section, lest every cut is complained of twice.
        for section, unfinished in zip(
            collector.open[1:], collector.open[2:3], strict=False
        ):
            section.children.remove(unfinished)
    return collector.root


class _TooMuchError(Exception):
    def __init__(self, sentence: str, place: tuple[int, int]) -> None:
        super().__init__(sentence)
        self.place = place


class _Collector:
    """What the parser tells of; it asks for a handler by these names."""

    def __init__(self, locator: Any) -> None:
        self.locator = locator
        self.root: Element | None = None
        self.open: list[Element] = []
        self.pieces: list[list[str]] = []
        self.count = 0

    def startElement(  # noqa: N802 the parser's name
        self, tag: str, attributes: Any
    ) -> None:
        line = self.locator.getLineNumber()
        column = self.locator.getColumnNumber() + 1
        self.count += 1
        if len(self.open) == MAX_DEPTH:
            sentence = f"It is nested more than {MAX_DEPTH} levels deep."
            raise _TooMuchError(sentence, (line, column))
        if self.count > MAX_ELEMENTS:
            sentence = f"At most {MAX_ELEMENTS} elements are read."
            raise _TooMuchError(sentence, (line, column))
        element = Element(tag, dict(attributes), line, column)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)
        self.pieces.append([])

    def endElement(self, _tag: str) -> None:  # noqa: N802 the parser's name
        self.open.pop().text = "".join(self.pieces.pop())

    def characters(self, text: str) -> None:
        if self.pieces:
            self.pieces[-1].append(text)

    def _nothing(self, *_event: Any) -> None:
        """Pass over an event that says nothing of a model."""

    startDocument = endDocument = _nothing  # noqa: N815 the parser's names
    setDocumentLocator = ignorableWhitespace = _nothing  # noqa: N815
    processingInstruction = skippedEntity = _nothing  # noqa: N815
