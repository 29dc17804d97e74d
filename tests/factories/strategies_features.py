"""Random small feature models, and product models that features can say."""

from hypothesis import strategies as st

from configurator.expressions import syntax
from configurator.formats.complaints import Complaints
from configurator.formats.feature_tree import FeatureModelBuilder, counted, joined
from configurator.model import ProductModel

PLAIN = [f"f{number}" for number in range(10)]
ODD = [
    "root",
    "Engine V8",
    "or",
    "3D print",
    "a-b",
    "größe",
    "features",
    "x=y",
    "<tag> & 'more'",
    "宽",
]
NOWHERE = (None, None)


def statements(names: list[str], depth: int = 3) -> st.SearchStrategy[syntax.Node]:
    """Draw statements over features, counts among them."""
    atoms = st.sampled_from(names).map(syntax.Name)

    def more(inner: st.SearchStrategy[syntax.Node]) -> st.SearchStrategy[syntax.Node]:
        several = st.lists(inner, min_size=2, max_size=3)
        return st.one_of(
            inner.map(syntax.Not),
            several.map(lambda parts: joined("and", parts)),
            several.map(lambda parts: joined("or", parts)),
            st.builds(syntax.Implication, inner, inner, st.booleans()),
            st.builds(
                counted,
                st.sampled_from(["<=", ">=", "="]),
                several,
                st.integers(0, 3),
            ),
        )

    return st.recursive(atoms, more, max_leaves=2**depth)


@st.composite
def feature_models(draw: st.DrawFn, *, odd: bool = False) -> ProductModel:
    """Draw a tree of up to eight features, groups of every kind, and constraints."""
    names = (ODD if odd else PLAIN)[: draw(st.integers(1, 8))]
    builder = FeatureModelBuilder(Complaints("drawn"))
    for name in names:
        builder.feature(name, None, NOWHERE)
    builder.top(names[0])
    waiting = names[1:]
    placed = names[:1]
    while waiting:
        parent = draw(st.sampled_from(placed))
        members = waiting[: draw(st.integers(1, 4))]
        waiting = waiting[len(members) :]
        placed = [*placed, *members]
        if draw(st.booleans()):
            for member in members:
                is_mandatory = draw(st.booleans())
                builder.child(member, parent, is_mandatory=is_mandatory)
            continue
        for member in members:
            builder.child(member, parent, is_mandatory=False)
        low = draw(st.integers(0, len(members)))
        high = draw(st.integers(max(low, 1), len(members)))
        builder.group(parent, members, low, high, NOWHERE)
    for statement in draw(st.lists(statements(names), max_size=3)):
        builder.constraint(statement)
    return builder.model(names[0])
