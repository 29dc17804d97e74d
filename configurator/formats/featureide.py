"""Feature models in the XML of FeatureIDE."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from configurator.expressions import syntax
from configurator.formats.complaints import Complaints
from configurator.formats.constraints import refuse_oversized
from configurator.formats.feature_tree import (
    TRUE,
    FeatureModelBuilder,
    counted,
    joined,
)
from configurator.formats.xml import Element
from configurator.model import ProductModel

ROOT = "featureModel"
_FEATURES = {"feature", "and", "or", "alt"}
_BESIDE_FEATURES = {"description", "graphics", "attribute", "property"}
_BESIDE_RULES = {"description", "graphics", "tags", "property"}


def read_featureide(root: Element, complaints: Complaints) -> ProductModel:
    """
    Return the model of a FeatureIDE file.

    Parameters
    ----------
    root
        Its outermost element, ``featureModel``.
    complaints
        May hold what was wrong with the XML already.

    Raises
    ------
    ProductModelError
        With everything that is wrong, at once.
    """
    builder = FeatureModelBuilder(complaints)
    struct = root.first("struct")
    if struct is not None:
        _read_tree(struct, builder)
    elif not complaints.problems:
        complaints.add("syntax", "A feature model has a <struct>.", *root.place)
    is_cut = bool(complaints.problems)
    for section in root.children:
        if section.tag == "constraints":
            _read_constraints(section, builder)
    if struct is not None and not is_cut and builder.root is None:
        complaints.add("empty_model", "The <struct> has no feature.", *struct.place)
    return builder.model(builder.root or "")


def _read_tree(struct: Element, builder: FeatureModelBuilder) -> None:
    tops = _features_in(struct, builder)
    for extra in tops[1:]:
        builder.complaints.add(
            "second_root", "A feature model has one root.", *extra.place
        )
    waiting: list[tuple[Element, Element | None]] = [(top, None) for top in tops[:1]]
    while waiting:
        element, above = waiting.pop()
        name = element.attributes.get("name", "")
        if not builder.feature(name, None, element.place):
            continue
        if above is None:
            builder.top(name)
        else:
            is_and = above.tag in {"and", "feature"}
            is_mandatory = is_and and _is_true(element, "mandatory", builder)
            parent = above.attributes["name"]
            builder.child(name, parent, is_mandatory=is_mandatory)
        below = _features_in(element, builder)
        waiting.extend((child, element) for child in reversed(below))
        if above is not None and above.children and _is_last(element, above):
            _close_group(above, builder)


def _is_last(element: Element, above: Element) -> bool:
    """Whether every member of the group that ``above`` opens is known by now."""
    last = next(child for child in reversed(above.children) if child.tag in _FEATURES)
    return element is last


def _close_group(above: Element, builder: FeatureModelBuilder) -> None:
    if above.tag not in {"or", "alt"}:
        return
    members = [
        name
        for child in above.children
        if child.tag in _FEATURES
        and (name := child.attributes.get("name", "")) in builder.atoms
    ]
    at_most = 1 if above.tag == "alt" else len(members)
    builder.group(above.attributes["name"], members, 1, at_most, above.place)


def _features_in(element: Element, builder: FeatureModelBuilder) -> list[Element]:
    found = []
    for child in element.children:
        if child.tag in _FEATURES:
            found.append(child)
        elif child.tag not in _BESIDE_FEATURES:
            known = ", ".join(sorted(_FEATURES))
            builder.complaints.add(
                "unknown_element",
                f"<{child.tag}> is no feature; known: {known}.",
                *child.place,
            )
    return found


def _is_true(element: Element, attribute: str, builder: FeatureModelBuilder) -> bool:
    word = element.attributes.get(attribute, "false")
    if word not in {"true", "false"}:
        sentence = f"{attribute} is true or false, not {word}."
        builder.complaints.add("wrong_type", sentence, *element.place)
    return word == "true"


def _read_constraints(section: Element, builder: FeatureModelBuilder) -> None:
    for rule in section.children:
        if rule.tag != "rule":
            sentence = f"<{rule.tag}> is no <rule>."
            builder.complaints.add("unknown_element", sentence, *rule.place)
            continue
        statements = [part for part in rule.children if part.tag not in _BESIDE_RULES]
        if len(statements) != 1:
            builder.complaints.add("syntax", "A <rule> has one statement.", *rule.place)
            continue
        root = _statement(statements[0], builder)
        refuse_oversized(root, builder.complaints, rule.place)
        described = rule.first("description")
        title = " ".join(described.text.split()) if described is not None else ""
        builder.constraint(root, title=title or None)


def _statement(top: Element, builder: FeatureModelBuilder) -> syntax.Node:
    """Return the statement of an element; from the leaves up, without recursion."""
    found: dict[int, syntax.Node] = {}
    for element in reversed(list(top.walk())):
        below = [found.pop(id(child)) for child in element.children]
        found[id(element)] = _node(element, below, builder)
    return found[id(top)]


def _node(
    element: Element, below: list[syntax.Node], builder: FeatureModelBuilder
) -> syntax.Node:
    if element.tag == "var":
        name = element.text.strip()
        if below or not name:
            sentence = "A <var> has the name of a feature."
            builder.complaints.add("syntax", sentence, *element.place)
            return TRUE
        return builder.atom(name, element.place)
    known = _OPERATORS.get(element.tag)
    if known is None:
        listed = ", ".join(("var", *_OPERATORS))
        sentence = f"<{element.tag}> is no statement; known: {listed}."
        builder.complaints.add("unknown_element", sentence, *element.place)
        return TRUE
    fewest, most, build = known
    if len(below) < fewest or (most is not None and len(below) > most):
        wanted = f"{fewest}" if most == fewest else f"at least {fewest}"
        sentence = f"<{element.tag}> has {wanted} statements, not {len(below)}."
        builder.complaints.add("syntax", sentence, *element.place)
        return TRUE
    return build(below)


def _implied(nodes: Sequence[syntax.Node]) -> syntax.Node:
    return syntax.Implication(nodes[0], nodes[1], is_mutual=False)


def _equal(nodes: Sequence[syntax.Node]) -> syntax.Node:
    return syntax.Implication(nodes[0], nodes[1], is_mutual=True)


_OPERATORS: dict[
    str, tuple[int, int | None, Callable[[Sequence[syntax.Node]], syntax.Node]]
] = {
    "not": (1, 1, lambda nodes: syntax.Not(nodes[0])),
    "conj": (1, None, lambda nodes: joined("and", nodes)),
    "disj": (1, None, lambda nodes: joined("or", nodes)),
    "imp": (2, 2, _implied),
    "eq": (2, 2, _equal),
    "atmost1": (1, None, lambda nodes: counted("<=", nodes, 1)),
    "atleast1": (1, None, lambda nodes: joined("or", nodes)),
    "choose1": (1, None, lambda nodes: counted("=", nodes, 1)),
}
"""Fewest and most operands, and what they become."""
