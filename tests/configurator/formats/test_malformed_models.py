"""Every kind of malformed model: all problems at once, each with its place."""

import pytest

from configurator.formats import feature_tree, xml
from configurator.formats.complaints import MAX_PROBLEMS
from configurator.formats.recognise import read_model
from configurator.model import ProductModelError

HEAD = "<featureModel><struct><and name='r'><feature name='a'/></and></struct>"
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<featureModel><struct><feature name='&b;'/></struct></featureModel>"
)
OUTSIDE = (
    '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    "<featureModel><struct><feature name='r'/>&f;</struct></featureModel>"
)
UVL = "features\n\tr\n\t\toptional\n\t\t\ta\n"
TREE = ":r r (r)\n\t:o a (a)\n"


def featureide(rule: str) -> str:
    return f"{HEAD}\n<constraints><rule>{rule}</rule></constraints></featureModel>"


def sxfm(tree: str, constraints: str = "") -> str:
    return (
        f"<feature_model>\n<feature_tree>\n{tree}</feature_tree>\n"
        f"<constraints>\n{constraints}</constraints>\n</feature_model>\n"
    )


def deep(opening: str, inside: str, closing: str) -> str:
    return opening * 200 + inside + closing * 200


MALFORMED = [
    # FeatureIDE
    (featureide("<var>b</var>"), [("unknown_feature", 2)]),
    (featureide("<not><var>a</var><var>r</var></not>"), [("syntax", 2)]),
    (featureide("<imp><var>a</var></imp>"), [("syntax", 2)]),
    (featureide("<disj/>"), [("syntax", 2)]),
    (featureide("<var></var>"), [("syntax", 2)]),
    (featureide("<maybe><var>a</var></maybe>"), [("unknown_element", 2)]),
    (featureide("<var>a</var><var>r</var>"), [("syntax", 2)]),  # two statements
    (featureide(""), [("syntax", 2)]),  # none
    (featureide(deep("<not>", "<var>a</var>", "</not>")), [("too_deep", 2)]),
    (featureide(deep("<not>", "<var>a</var>", "</not>") * 3), [("syntax", 2)]),
    (HEAD.replace("'a'", "'r'") + "</featureModel>", [("duplicate_id", 1)]),
    (HEAD.replace(" name='a'", "") + "</featureModel>", [("missing_name", 1)]),
    (
        HEAD.replace("feature name", "thing name") + "</featureModel>",
        [("unknown_element", 1)],
    ),
    (HEAD, [("syntax", 1)]),  # cut off
    (featureide("<imp><var>a")[:-40], [("syntax", 2)]),
    (
        HEAD.replace("name='a'", "name='a' mandatory='no'") + "</featureModel>",
        [("wrong_type", 1)],
    ),
    ("<featureModel/>", [("syntax", 1)]),
    ("<featureModel><struct/></featureModel>", [("empty_model", 1)]),
    (
        (
            "<featureModel><struct><feature name='a'/><feature name='b'/>"
            "</struct></featureModel>"
        ),
        [("second_root", 1)],
    ),
    (
        HEAD + "<constraints><law/></constraints></featureModel>",
        [("unknown_element", 1)],
    ),
    # XML
    (BOMB, [("forbidden_xml", None)]),
    (OUTSIDE, [("forbidden_xml", None)]),
    (deep("<featureModel>", "", "</featureModel>") * 3, [("syntax", 1)]),
    ("<featureModel>" * 501, [("too_deep", 1)]),
    ("<html><p>a</p></html>", [("unknown_format", 1)]),
    ("<", [("syntax", 1)]),
    # SXFM
    (sxfm(TREE, "c: ~a or b\n"), [("unknown_feature", 7)]),
    (sxfm(TREE, "c: a or\n"), [("syntax", 7)]),
    (sxfm(TREE, "c: a and b\n"), [("syntax", 7)]),
    (sxfm(TREE, "c: ~~a\n"), [("syntax", 7)]),
    (sxfm(TREE, "c: " + "a or " * 20_000 + "a\n"), [("too_long", 7)]),
    (sxfm(TREE + "\t:o a (a)\n"), [("duplicate_id", 5)]),
    (sxfm(TREE + ":r s (s)\n"), [("second_root", 5)]),
    (sxfm(TREE + "\t: b (b)\n"), [("syntax", 5)]),  # neither :m nor :o
    (sxfm(TREE + "\tb (b)\n"), [("syntax", 5)]),
    (sxfm(TREE + "\t:q b (b)\n"), [("syntax", 5)]),
    (sxfm(TREE + "\t:g [1,1]\n"), [("empty_group", 5)]),
    (sxfm(TREE + "\t:g [1]\n\t\t: b (b)\n"), [("bad_cardinality", 5), ("syntax", 6)]),
    (sxfm(TREE + "\t:g [2,1]\n\t\t: b (b)\n"), [("bad_cardinality", 5)]),
    (sxfm(TREE + "\t:g [2,2]\n\t\t: b (b)\n"), [("bad_cardinality", 5)]),
    (sxfm(":g [1,1]\n"), [("syntax", 3)]),
    (sxfm(":m r (r)\n"), [("syntax", 3)]),
    (sxfm(""), [("empty_model", None)]),
    ("<feature_model></feature_model>", [("syntax", 1)]),
    # UVL
    (UVL + "constraints\n\ta => b\n", [("unknown_feature", 6)]),
    (UVL + "constraints\n\ta =>\n\t(a\n", [("syntax", 6), ("syntax", 7)]),
    (
        UVL + "constraints\n\ta &\n\ta b\n\t& a\n",
        [("syntax", 6), ("syntax", 7), ("syntax", 8)],
    ),
    (UVL + "constraints\n\ta)\n", [("syntax", 6)]),
    (UVL + "constraints\n\ta ~ r\n", [("syntax", 6), ("syntax", 6)]),
    (
        UVL + "constraints\n\ta.price > 3\n\tsum(price) < 4\n\t1 == a\n",
        [("unsupported", n) for n in (6, 7, 8)],
    ),
    (UVL + "constraints\n\t" + deep("(", "a", ")") + "\n", [("too_deep", 6)]),
    (UVL + "constraints\n\t" + "a & " * 20_000 + "a\n", [("too_long", 6)]),
    (UVL + "\t\t\ta\n", [("duplicate_id", 5)]),
    (UVL + "\t\t\t  b\n", [("syntax", 5)]),
    (UVL + "\t\t  or\n", [("indentation", 5), ("syntax", 5)]),
    (UVL + "\ts\n", [("second_root", 5)]),
    (UVL + "\t\tsome\n\t\t\tb\n", [("syntax", 5)]),
    (UVL + "\t\t[2..1]\n\t\t\tb\n", [("bad_cardinality", 5)]),
    (UVL + "\t\t[3]\n\t\t\tb\n", [("bad_cardinality", 5)]),
    (UVL + "\t\tor\n", [("empty_group", 5)]),
    (UVL + "\t\tor\n\t\t\toptional\n", [("empty_group", 5), ("syntax", 6)]),
    (UVL + "\t\t\tb cardinality [1..2]\n", [("unsupported", 5)]),
    (UVL + "\t\t\tb {x 1\n", [("syntax", 5)]),
    (UVL + "\t\t\tb {1 x}\n", [("syntax", 5)]),
    (UVL + "\t\t\tb {x 1] y 2)}\n", [("syntax", 5), ("syntax", 5)]),  # ran for ever
    (UVL + "\t\t\tb c\n", [("syntax", 5)]),
    (UVL + "\t\t\tb {constraints a}\n", [("syntax", 5)]),
    (UVL + "\t\t\tb {constraints [a, d => r]}\n", [("unknown_feature", 5)]),
    (UVL + "/* a", [("syntax", 5)]),
    (UVL + "rules\n", [("indentation", 5), ("second_root", 5)]),
    ("features\n", [("empty_model", None)]),
    ("namespace\n", [("empty_model", None), ("syntax", 1)]),
    ("constraints\n\ta\n", [("empty_model", None), ("unknown_feature", 2)]),
    ("imports\n\tb as c d\n\t& a\n" + UVL, [("syntax", 2), ("syntax", 3)]),
    ("imports\n\tb\n\tc as b\n" + UVL, [("duplicate_id", 3)]),
    ("imports\n\tb\n" + UVL + "\t\t\tb.r\n", [("missing_file", 7)]),
    # DIMACS
    ("p cnf 2 1\n1 3 0\n", [("unknown_feature", 2)]),
    ("p cnf 2 1\n1 x 0\n", [("unknown_feature", 2)]),
    ("p cnf 2 2\n1 2 0\n", [("wrong_count", None)]),
    ("p cnf 2 1\n1 2\n", [("syntax", None), ("wrong_count", None)]),
    ("p cnf 2\n1 2 0\n", [("syntax", 1)]),
    ("p cnf 1 1\np cnf 1 1\n1 0\n", [("syntax", 2)]),
    ("c 1 A\n", [("syntax", None)]),
    ("c 1 A\n1 0\n", [("syntax", 2)]),
    ("c 1 A\nc 1 B\np cnf 1 0\n", [("duplicate_id", 2)]),
    ("c 1 A\nc 2 A\np cnf 2 0\n", [("duplicate_id", 2)]),
    ("c 2 A\np cnf 1 0\n", [("unknown_feature", 1)]),
    ("p cnf 999999999 0\n", [("too_long", 1)]),
    ("p cnf 2 1\n" + "1 2 " * 20_000 + "0\n", [("too_long", 2)]),
    ("p cnf 0 0\n", [("empty_model", None)]),
    # anything else
    ("", [("unknown_format", None)]),
    ("width,height\n1,2\n", [("unknown_format", None)]),
    ("\0\0", [("encoding", 1)]),
]


@pytest.mark.parametrize(("text", "expected"), MALFORMED)
def test_a_malformed_file_names_every_problem_with_its_line(
    tmp_path, text, expected
) -> None:
    path = tmp_path / "model"
    path.write_text(text)
    with pytest.raises(ProductModelError) as caught:
        read_model(path)
    found = [(problem.code, problem.line) for problem in caught.value.problems]
    assert found == expected
    assert {problem.file for problem in caught.value.problems} == {"model"}


def problems_of(path) -> list[str]:
    with pytest.raises(ProductModelError) as caught:
        read_model(path)
    return [str(problem) for problem in caught.value.problems]


def test_what_is_not_utf_8_is_named_by_line_and_column(tmp_path) -> None:
    path = tmp_path / "model.uvl"
    path.write_bytes("features\n\tGrö".encode() + "ß".encode("latin-1"))
    assert problems_of(path) == [
        "model.uvl:2:5: It is not UTF-8: byte 0xdf stands here."
    ]


def test_an_unknown_format_says_what_was_looked_for(tmp_path) -> None:
    (tmp_path / "notes.txt").write_text("nothing")
    for path in (tmp_path, tmp_path / "notes.txt"):
        (problem,) = problems_of(path)
        for known in (
            "product.yaml",
            "options.csv",
            "FeatureIDE",
            "SXFM",
            "UVL",
            "DIMACS",
        ):
            assert known in problem


def test_a_missing_file_is_a_problem_and_no_crash(tmp_path) -> None:
    assert problems_of(tmp_path / "gone") == [
        "gone: It cannot be read: No such file or directory."
    ]


def test_a_similar_name_is_suggested(tmp_path) -> None:
    path = tmp_path / "m"
    path.write_text("features\n\tEngine\nconstraints\n\tEngin\n")
    assert problems_of(path) == [
        "m:4:2: There is no feature Engin. Did you mean Engine?"
    ]


def test_thousands_of_problems_are_counted_and_not_listed(tmp_path) -> None:
    path = tmp_path / "m"
    path.write_text(UVL + "constraints\n" + "\tb\n" * (MAX_PROBLEMS + 10))
    *listed, last = problems_of(path)
    assert len(listed) == MAX_PROBLEMS
    assert last == "m: 10 more problems are not listed."


def test_a_file_that_is_too_long_is_not_read(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("configurator.formats.content.MAX_BYTES", 10)
    path = tmp_path / "m"
    path.write_text(UVL)
    assert "at most 10" in problems_of(path)[0]


def test_too_many_features_or_elements_are_refused(tmp_path, monkeypatch) -> None:
    path = tmp_path / "m"
    path.write_text(HEAD + "</featureModel>")
    monkeypatch.setattr(feature_tree, "MAX_FEATURES", 1)
    assert problems_of(path) == ["m:1:37: At most 1 features are read."]
    monkeypatch.setattr(xml, "MAX_ELEMENTS", 2)
    assert problems_of(path) == ["m:1:23: At most 2 elements are read."]


def test_a_file_that_imports_itself_is_refused(tmp_path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / f"{name}.uvl").write_text(
            f"imports\n\t{other}\nfeatures\n\tr\n\t\toptional\n\t\t\t{other}.r\n"
        )
    assert any(
        "imports itself" in problem for problem in problems_of(tmp_path / "a.uvl")
    )


def test_an_import_never_leaves_its_folder(tmp_path) -> None:
    (tmp_path / "secret.uvl").write_text("features\n\tr\n")
    inner = tmp_path / "inner"
    inner.mkdir()
    for name in ('".."."secret"', '"../secret"', f'"{tmp_path}/secret"'):
        path = inner / "m.uvl"
        path.write_text(f"imports\n\t{name} as s\n{UVL}\t\t\ts.r\n")
        assert any("There is no file" in problem for problem in problems_of(path))


def test_problems_of_an_imported_file_name_that_file(tmp_path) -> None:
    (tmp_path / "b.uvl").write_text("features\n\tr\nconstraints\n\tr &\n")
    path = tmp_path / "m.uvl"
    path.write_text("imports\n\tb\n" + UVL + "\t\t\tb.r\nconstraints\n\tc\n")
    assert problems_of(path) == [
        "m.uvl:9:2: There is no feature c.",
        "b.uvl:4:4: It ends where a feature is expected; is it cut off?",
    ]


SPACES = " " * 100_000
ENDLESS = [  # each of these takes hours where a pattern backtracks
    "\n" * 1_000_000 + "x",
    "c\n" * 200_000,
    f"c 1 a{SPACES}x\np cnf 1 2\n",
    sxfm(f":r r (r)\n\t:q a{SPACES}(\n"),
    sxfm(TREE, f"c: a{SPACES[:60_000]}a\n"),
    sxfm(
        TREE
        + "\t:g [2,1]\n\t\t: b (b)\n"
        + "".join(f"\t:g [1,1]\n\t\t: c{n} (c{n})\n" for n in range(5_000))
    ),
    UVL + f"\t{SPACES}~\n",
    UVL + "constraints\n\t" + "'" * 60_001 + "\n",
    UVL + "constraints\n" + "".join(f"\tfeature{n}\n" for n in range(20_000)),
]


@pytest.mark.parametrize("text", ENDLESS, ids=range(len(ENDLESS)))
def test_no_input_keeps_a_reader_busy(tmp_path, text) -> None:
    path = tmp_path / "m"
    path.write_text(text)
    assert all(len(problem) < 300 for problem in problems_of(path))
