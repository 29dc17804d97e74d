"""Malformed input is refused all at once, in words, and nothing is guessed."""

from decimal import Decimal
from pathlib import Path

import pytest

from app.model.choices import read_choices, spelt
from configurator.model import (
    ChoiceError,
    Multiple,
    Option,
    OptionKind,
    ProductModel,
    Value,
)
from tests.app.typing_in import Run

NAME = {"en": "N", "zh": "N"}


def model() -> ProductModel:
    return ProductModel(
        "m",
        NAME,
        (
            Option("a=b", OptionKind.BOOLEAN, NAME),
            Option("a", OptionKind.TEXT, NAME, max_length=9),
            Option(
                "wood",
                OptionKind.ENUMERATED,
                NAME,
                values=(Value("oak", NAME), Value("ash=x", NAME)),
            ),
            Option(
                "width",
                OptionKind.MEASUREMENT,
                NAME,
                unit="mm",
                minimum=400,
                maximum=900,
                step=10,
            ),
            Option(
                "part",
                OptionKind.DECIMAL,
                NAME,
                minimum=Decimal(0),
                maximum=Decimal(1),
                step=Decimal("0.1"),
            ),
            Option("extras.lamp", OptionKind.BOOLEAN, NAME),
        ),
        multiples=(Multiple("extras", NAME, (Value("lamp", NAME),), 0, 1),),
    )


@pytest.mark.parametrize(
    ("word", "choices"),
    [
        ("a=b=true", {"a=b": True}),  # the longest name that the model knows wins
        ("a=x=y", {"a": "x=y"}),
        ("a=", {"a": ""}),
        ("wood=ash=x", {"wood": "ash=x"}),
        ("width=600", {"width": 600}),
        ("width=60 cm", {"width": 600}),
        ("width=0.6m", {"width": 600}),
        ("part=0.3", {"part": Decimal("0.3")}),
        ("a=b=FALSE", {"a=b": False}),
        ("extras=lamp", {"extras.lamp": True}),
        ("extras.lamp=false", {"extras.lamp": False}),
    ],
)
def test_words_become_values_of_the_options_kind(word, choices) -> None:
    assert read_choices(model(), [word]) == choices


@pytest.mark.parametrize(
    ("word", "code", "part"),
    [
        ("width", "not_a_choice", "OPTION=VALUE"),
        ("widht=600", "unknown_option", "Did you mean width?"),
        ("zzz=1", "unknown_option", "no such option."),
        ("wood=oakk", "unknown_value", "Did you mean oak? Its values: oak, ash=x."),
        ("extras=lmap", "unknown_value", "Did you mean lamp?"),
        ("width=wide", "bad_value", "not a number"),
        ("width=605", "bad_value", "steps of 10"),
        ("width=600.5", "bad_value", "whole number"),
        ("width=60kg", "bad_value", "kg is something else"),
        ("width=60cmm", "bad_value", "Did you mean mm?"),
        ("part=1mm", "bad_value", "without a unit"),
        ("part=0.35", "bad_value", "steps of 0.1"),
        ("part=" + "9" * 5000, "bad_value", "not a number"),
        ("a=b=yes", "bad_value", "true or false"),
        ("a=much too long", "bad_value", "at most 9"),
        ("extras.lamp=1", "bad_value", "true or false"),
    ],
)
def test_a_wrong_word_is_named_with_what_may_have_been_meant(word, code, part) -> None:
    with pytest.raises(ChoiceError) as raised:
        read_choices(model(), [word])
    (problem,) = raised.value.problems
    assert problem.code == code
    assert part in problem.sentence


def test_one_option_chosen_twice_must_agree() -> None:
    assert read_choices(model(), ["width=600", "width=60cm"]) == {"width": 600}
    with pytest.raises(ChoiceError, match="chosen twice: 600 and 700"):
        read_choices(model(), ["width=600", "width=700"])


def test_values_are_spelt_as_they_are_typed() -> None:
    assert [spelt(value) for value in (True, 5, Decimal("1E+2"), "x")] == [
        "true",
        "5",
        "100",
        "x",
    ]


def test_every_wrong_choice_is_told_at_once(run: Run, car: Path) -> None:
    words = ("--choose", "bdy=van", "--choose", "roof=gass", "--want", "colour")
    found = run("explain", car, *words)
    assert (found.code, found.out) == (2, "")
    assert [line.split(":")[0] for line in found.err.splitlines()] == [
        "bdy",
        "roof",
        "colour",
    ]
    assert "Did you mean body?" in found.err
    assert "Did you mean glass?" in found.err


def test_programs_get_the_same_problems_as_an_object(run: Run, car: Path) -> None:
    found = run("answer", car, "--choose", "bdy=van", "--json")
    assert found.code == 2
    (problem,) = found.json["problems"]
    assert (problem["path"], problem["code"]) == ("bdy", "unknown_option")
    assert len(found.err.splitlines()) == 1


@pytest.mark.parametrize("command", ["check", "answer", "walk"])
def test_a_file_that_is_cut_off_is_refused_with_its_place(
    run: Run, phone: Path, command: str
) -> None:
    phone.write_text(phone.read_text()[:150])
    found = run(command, phone, "--json")
    assert found.code == 2
    (problem, *_) = found.json["problems"]
    assert problem["file"] == phone.name
    assert problem["line"]


def test_what_is_not_there_is_refused(run: Run, tmp_path: Path) -> None:
    found = run("check", tmp_path / "nothing", "--json")
    assert found.code == 2
    assert found.json["problems"]
    assert found.err


def test_a_record_that_cannot_be_written_is_refused_before_anything_is_walked(
    run: Run, car: Path, tmp_path: Path
) -> None:
    found = run("walk", car, "--record", tmp_path / "no" / "states.jsonl")
    assert (found.code, found.out) == (2, "")
    assert "cannot be written" in found.err


def test_a_name_of_odd_bytes_is_refused_like_any_other(run: Run, car: Path) -> None:
    odd = b"b\xffdy=van".decode(errors="surrogateescape")
    found = run("answer", car, "--choose", odd, "--json")
    assert found.code == 2
    assert found.json["problems"][0]["code"] == "unknown_option"
    assert run("answer", car.parent / odd, "--json").json["problems"]
