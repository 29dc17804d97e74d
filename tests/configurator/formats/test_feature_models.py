"""One feature model in every notation, and what each notation leaves to the reader."""

from pathlib import Path

import pytest

from configurator.formats.recognise import read_model
from configurator.model import OptionKind, ProductModel, Rule
from tests.configurator.brute import Brute

FEATUREIDE = """\
<?xml version="1.0" encoding="UTF-8"?>
<featureModel>
  <properties/>
  <struct>
    <and abstract="true" mandatory="true" name="Shelf">
      <description>All of it</description>
      <and mandatory="true" name="Board"><feature hidden="true" name="Lip"/></and>
      <or name="Extras">
        <feature mandatory="true" name="Lamp"/><feature name="Socket"/>
      </or>
      <alt mandatory="true" name="Wood">
        <feature name="Oak"/><feature name="Walnut"/><feature name="Ash"/>
      </alt>
    </and>
  </struct>
  <constraints>
    <rule><imp><var>Lamp</var><var>Socket</var></imp></rule>
    <rule>
      <description>Walnut
        takes no lip</description>
      <not><conj><var>Walnut</var><var>Lip</var></conj></not>
    </rule>
    <rule><disj><var>Oak</var><disj><var>Lip</var><var>Extras</var></disj></disj></rule>
  </constraints>
</featureModel>
"""
SXFM = """\
<!-- made by hand -->
<feature_model name="Shelf">
<meta><data name="creator">Ann</data></meta>
<feature_tree>
:r Shelf (Shelf)
\t:m Board (Board)
\t\t:o Front lip (Lip)
\t:o Extras (Extras)
\t\t:g (g1) [1,*]
\t\t\t:m Lamp (Lamp)
\t\t\t:o Socket (Socket)
\t:m Wood (Wood)
\t\t:g [1,1]
\t\t\t: Oak (Oak)
\t\t\t: Walnut (Walnut)
\t\t\t: Ash (Ash)
</feature_tree>
<constraints>
lamp:~Lamp or Socket
lamp: ~Walnut or ~Lip
Oak OR Lip or Extras
</constraints>
</feature_model>
"""
UVL = """\
// a shelf
namespace Furniture
include
    Boolean.group-cardinality
features
    Shelf {abstract true, price 1.5, sizes [1, 2], 'x' 1}
        mandatory
            Board
                optional
                    "Lip" {note "a, b } c"}
            Wood
                [1..1]
                    Boolean Oak
                    Walnut
                    Ash
        optional
            Extras   /* of
                       every kind */
                or
                    Lamp {constraint Lamp => Socket}
                    Socket
constraints
    !(Walnut & Lip)
    Oak | (Lip
        | Extras)
""".replace(", 'x' 1", "")
DIMACS = """\
c a shelf
c 1 Shelf
c 2 Board
c 3 Lip
c 4 Extras
c 5 Lamp
c 6 Socket
c 7 Wood
c 8 Oak
c 9 Walnut
c 10 Ash
p cnf 10 20
1 0
-2 1 0
-1 2 0 -3 2 0
-4 1 0
-5 4 0
-6 4 0
-4 5 6
0
-7 1 0
-1 7 0
-8 7 0
-9 7 0
-10 7 0
-7 8 9 10 0
-8 -9 0
-8 -10 0
-9 -10 0
-5 6 0
-9 -3 0
8 3 4 0
%
0
"""
NOTATIONS = {
    "model.xml": FEATUREIDE,
    "model.sxfm": SXFM,
    "model.uvl": UVL,
    "model.cnf": DIMACS,
}


def read(folder: Path, text: str, name: str = "model") -> ProductModel:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_model(path)


def variants(model: ProductModel) -> set[frozenset[str]]:
    """Return the features of every valid configuration."""
    return {
        frozenset(name for name, value in values.items() if value)
        for values in Brute(model).matching({})
    }


def own(model: ProductModel) -> list[Rule]:
    return [rule for rule in model.rules if not rule.is_structural]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> set[frozenset[str]]:
    """Written down by hand: wood, then lip, then extras."""
    extras = [set(), {"Extras", "Socket"}, {"Extras", "Socket", "Lamp"}]
    return {
        frozenset({"Shelf", "Board", "Wood", wood} | lip | extra)
        for wood in ("Oak", "Walnut", "Ash")
        for lip in (set(), {"Lip"})
        for extra in extras
        if not (wood == "Walnut" and lip)
        if wood == "Oak" or lip or extra
    }


@pytest.mark.parametrize("name", NOTATIONS)
def test_every_notation_admits_the_same_variants(tmp_path, expected, name) -> None:
    model = read(tmp_path, NOTATIONS[name])
    assert variants(model) == expected
    assert len(expected) == 13


@pytest.mark.parametrize("name", NOTATIONS)
def test_a_format_is_recognised_by_content_and_not_by_name(tmp_path, name) -> None:
    for wrong in ("model.txt", "model.uvl", "model.xml"):
        model = read(tmp_path, NOTATIONS[name], wrong)
        assert {option.kind for option in model.options} == {OptionKind.BOOLEAN}
        assert len(model.options) == 10


@pytest.mark.parametrize("name", ["model.xml", "model.sxfm", "model.uvl"])
def test_the_tree_says_parents_and_what_is_mandatory(tmp_path, name) -> None:
    tree = read(tmp_path, NOTATIONS[name]).features
    assert tree is not None
    assert tree.root == "Shelf"
    assert tree.mandatory == {"Board", "Wood"}  # no member of a group
    assert tree.parents == {
        "Board": "Shelf",
        "Wood": "Shelf",
        "Extras": "Shelf",
        "Lip": "Board",
        "Lamp": "Extras",
        "Socket": "Extras",
        "Oak": "Wood",
        "Walnut": "Wood",
        "Ash": "Wood",
    }


@pytest.mark.parametrize("name", ["model.xml", "model.sxfm", "model.uvl"])
def test_each_relation_of_the_tree_is_one_structural_rule(tmp_path, name) -> None:
    model = read(tmp_path, NOTATIONS[name])
    structural = {rule.id: rule.rule.text for rule in model.rules if rule.is_structural}
    assert structural == {
        "root Shelf": "Shelf",
        "child Board": "Board <-> Shelf",
        "child Lip": "Lip -> Board",
        "child Extras": "Extras -> Shelf",
        "child Lamp": "Lamp -> Extras",
        "child Socket": "Socket -> Extras",
        "group Extras": "Extras -> Lamp or Socket",
        "child Wood": "Wood <-> Shelf",
        "child Oak": "Oak -> Wood",
        "child Walnut": "Walnut -> Wood",
        "child Ash": "Ash -> Wood",
        "group Wood": "Wood -> Oak or Walnut or Ash",
        "group Wood at most": "count(Oak, Walnut, Ash) <= 1",
    }


def test_constraints_are_named_by_their_own_name_or_their_position(tmp_path) -> None:
    names = [rule.id for rule in own(read(tmp_path, SXFM))]
    # The second one has a name that is taken, the third one has none.
    assert names == ["lamp", "constraint_2", "constraint_3"]
    model = read(tmp_path, FEATUREIDE)
    assert [rule.id for rule in own(model)] == [f"constraint_{n}" for n in (1, 2, 3)]
    assert own(model)[1].name == {
        "en": "Walnut takes no lip",
        "zh": "Walnut takes no lip",
    }
    assert [rule.id for rule in own(read(tmp_path, DIMACS))][-1] == "constraint_20"


def test_a_name_that_looks_like_a_position_is_left_to_its_owner(tmp_path) -> None:
    text = SXFM.replace("lamp:~Lamp", "~Lamp").replace("lamp: ~W", "constraint_1: ~W")
    assert [rule.id for rule in own(read(tmp_path, text))] == [
        "constraint_1_",
        "constraint_1",
        "constraint_3",
    ]


def test_nested_junctions_are_read_as_one(tmp_path) -> None:
    assert own(read(tmp_path, FEATUREIDE))[2].rule.text == "Oak or Lip or Extras"


@pytest.mark.parametrize(
    ("element", "variants_of_three"),
    [
        ("conj", {"abc"}),
        ("disj", {"a", "b", "c", "ab", "ac", "bc", "abc"}),
        ("atmost1", {"", "a", "b", "c"}),
        ("atleast1", {"a", "b", "c", "ab", "ac", "bc", "abc"}),
        ("choose1", {"a", "b", "c"}),
    ],
)
def test_every_junction_of_featureide_means_what_it_says(
    tmp_path, element, variants_of_three
) -> None:
    features = "".join(f'<feature name="{name}"/>' for name in "abc")
    variables = "".join(f"<var>{name}</var>" for name in "abc")
    model = read(
        tmp_path,
        f'<featureModel><struct><and name="r">{features}</and></struct><constraints>'
        f"<rule><{element}>{variables}</{element}></rule></constraints></featureModel>",
    )
    assert {"".join(sorted(v - {"r"})) for v in variants(model)} == variants_of_three


@pytest.mark.parametrize(
    ("group", "sizes"),
    [
        ("mandatory", {3}),
        ("optional", {0, 1, 2, 3}),
        ("or", {1, 2, 3}),
        ("alternative", {1}),
        ("[2]", {2}),
        ("[1..2]", {1, 2}),
        ("[0..1]", {0, 1}),
        ("[2..*]", {2, 3}),
        ("[*]", {0, 1, 2, 3}),
        ("[0..9]", {0, 1, 2, 3}),
    ],
)
def test_every_group_of_uvl_admits_its_sizes(tmp_path, group, sizes) -> None:
    text = f"features\n  r\n    {group}\n      a\n      b\n      c\n"
    found = variants(read(tmp_path, text))
    assert {len(v) - 1 for v in found} == sizes
    assert len(found) == sum((1, 3, 3, 1)[size] for size in sizes)


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        ("a & b | c", "a and b or c"),
        ("a | b & c", "a or b and c"),
        ("a => b | c", "a -> b or c"),
        ("a => b <=> c", "a -> b <-> c"),
        ("!a & !!b", "not a and b"),
        ("!(a | b)", "not (a or b)"),
        ("a => b => c", "(a -> b) -> c"),  # from the left, as UVL's own parser
        ('"a" & (((b)))', "a and b"),
        ("a | true", "a or true"),
    ],
)
def test_statements_of_uvl_bind_as_its_grammar_says(tmp_path, statement, text) -> None:
    source = (
        "features\n\tr\n\t\toptional\n\t\t\ta\n\t\t\tb\n\t\t\tc\n"
        f"constraints\n\t{statement}\n"
    )
    assert own(read(tmp_path, source))[0].rule.text == text


def test_an_imported_file_hangs_where_its_root_is_named(tmp_path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "engine.uvl").write_text(
        "features\n\tEngine\n\t\talternative\n\t\t\tGas\n\t\t\tElectric\n"
        "constraints\n\t!Gas\n"
    )
    text = (
        "imports\n\tparts.engine as e\nfeatures\n\tCar\n\t\toptional\n\t\t\te.Engine\n"
        "\t\t\tHook\nconstraints\n\te.Electric => !Hook\n"
    )
    model = read(tmp_path, text)
    assert variants(model) == {
        frozenset({"Car"}),
        frozenset({"Car", "Hook"}),
        frozenset({"Car", "e.Engine", "e.Electric"}),
    }


def test_a_variable_without_a_name_is_called_by_its_number(tmp_path) -> None:
    model = read(tmp_path, "c 1 A\np cnf 2 1\n1 -2 0\n")
    assert [option.id for option in model.options] == ["A", "2"]


def test_a_clause_without_literals_admits_nothing(tmp_path) -> None:
    assert variants(read(tmp_path, "p cnf 1 1\n0\n")) == set()
