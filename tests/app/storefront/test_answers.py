"""What the page's script is answered, against the small box."""

from datetime import date

from app.storefront import product_views


def test_a_first_answer_is_complete_priced_and_dated(ask):
    status, answer = ask("answer")
    assert status == 200
    assert answer["conflict"] is None
    assert answer["configuration"] == {
        "width": 300,
        "wood": "oak",
        "lid": False,
        "name": "",
    }
    price = answer["price"]
    assert sum(line["amount_minor"] for line in price["lines"]) == price["total_minor"]
    assert price["total_minor"] == 2000
    promise = answer["promise"]
    assert promise["ready_on"] < promise["with_you_on"]
    assert promise["zone"] == "de"
    assert len(promise["why"]) >= 1


def test_a_choice_is_kept_and_blocks_what_contradicts_it(ask):
    status, answer = ask("answer", choices={"width": 500})
    assert status == 200
    assert answer["configuration"]["width"] == 500
    assert answer["options"] == {"wood": {"blocked": ["ash"]}}


def test_a_number_is_told_how_far_it_may_go(ask):
    _, answer = ask("answer", choices={"wood": "ash"})
    assert answer["options"] == {"width": {"maximum": 400}}


def test_an_answer_leaves_out_what_is_free(ask):
    _, answer = ask("answer")
    assert answer["options"] == {}


def test_contradictory_choices_are_an_answer_with_a_way_out(ask):
    status, answer = ask(
        "answer", choices={"width": 500, "wood": "ash"}, shown={"width": 300}
    )
    assert status == 200
    conflict = answer["conflict"]
    assert set(conflict["options"]) == {"width", "wood"}
    assert "Ash boards are 400 long." in conflict["sentences"]
    for repair in conflict["repairs"]:
        _, repaired = ask("answer", choices=repair["choices"])
        assert repaired["conflict"] is None
        change = repaired["price"]["total_minor"] - answer["price"]["total_minor"]
        assert change == repair["price_delta_minor"]
    assert conflict["repairs"]


def test_a_blocked_value_says_why_and_what_it_takes(ask):
    status, why = ask("explain", choices={"width": 500}, option="wood", value="ash")
    assert status == 200
    assert why["is_blocked"] is True
    assert why["sentences"] == ["Ash boards are 400 long."]
    first = why["repairs"][0]
    assert first["label"].startswith("Width ")
    _, repaired = ask("answer", choices=first["choices"])
    assert repaired["conflict"] is None
    assert repaired["configuration"]["wood"] == "ash"


def test_nothing_is_explained_that_is_not_blocked(ask):
    _, why = ask("explain", option="wood", value="ash")
    assert why == {
        "is_blocked": False,
        "sentences": [],
        "repairs": [],
        "structure": [],
    }


def test_each_delta_is_what_taking_the_value_really_changes(ask):
    _, before = ask("answer", choices={"width": 500})
    _, deltas = ask("deltas", choices={"width": 500}, group="look")
    lid = deltas["options"]["lid"]
    assert lid["true"]["price_delta_minor"] == 500
    assert "false" not in lid, "what is shown changes nothing"
    _, after = ask("answer", choices={"width": 500, "lid": True})
    assert (
        after["price"]["total_minor"] - before["price"]["total_minor"]
        == lid["true"]["price_delta_minor"]
    )
    assert deltas["options"]["wood"]["ash"]["sentences"] == ["Ash boards are 400 long."]
    assert deltas["options"]["wood"]["ash"]["repairs"]


def test_prices_follow_the_currency_that_is_asked_for(ask):
    _, answer = ask("answer", choices={"lid": True}, currency="CNY")
    assert (answer["price"]["total_minor"], answer["price"]["currency"]) == (
        19000,
        "CNY",
    )


def test_a_farther_zone_is_reached_later(ask):
    _, near = ask("answer", zone="de")
    _, far = ask("answer", zone="cn")
    assert near["promise"]["with_you_on"] < far["promise"]["with_you_on"]
    assert near["promise"]["ready_on"] == far["promise"]["ready_on"]


def test_malformed_choices_name_every_field(ask):
    for choices, field in (
        ({"wdth": 300}, "wdth"),  # unknown option
        ({"wood": "elm"}, "wood"),  # unknown value
        ({"width": "wide"}, "width"),  # wrong type
        ({"width": 10}, "width"),  # out of range
        ({"width": 250}, "width"),  # off the grid
        ({"name": "way too long a name"}, "name"),
        ({"lid": 1}, "lid"),
    ):
        status, problem = ask("answer", choices=choices)
        assert (status, problem["code"]) == (422, "choice_unknown"), choices
        paths = [one["path"] for one in problem["fields"]]
        assert paths == [f"body.choices.{field}"]
    status, problem = ask("answer", choices={"wdth": 300, "wood": "elm"})
    assert len(problem["fields"]) == 2


def test_a_version_of_another_product_is_unknown(ask):
    status, problem = ask("answer", version="none-such")
    assert (status, problem["code"]) == (404, "version_unknown")
    status, _ = ask("answer", version="draft:x:1")
    assert status == 404


def test_a_shared_link_reopens_what_was_shown(ask, shopper):
    _, answer = ask(
        "answer",
        choices={"lid": True, "name": "A"},
        shown={"width": 400, "wood": "ash", "lid": False, "name": ""},
    )
    assert answer["configuration"]["width"] == 400
    html = shopper.get(answer["share"]).get_data(as_text=True)
    assert answer["model"]["hash"] in html


def test_the_days_of_a_value_are_those_of_having_it(ask):
    _, before = ask("answer")
    _, deltas = ask("deltas", group="look")
    for option, by_value in deltas["options"].items():
        for value, told in by_value.items():
            if "days_delta" not in told:
                continue
            choice = {"true": True, "false": False}.get(value, value)
            _, after = ask("answer", choices={option: choice})
            days = [
                date.fromisoformat(page["promise"]["with_you_on"])
                for page in (before, after)
            ]
            assert (days[1] - days[0]).days == told["days_delta"]


def test_a_long_step_is_answered_in_parts_that_make_the_whole(ask, monkeypatch):
    _, whole = ask("deltas", group="look")
    assert "pending" not in whole
    monkeypatch.setattr(product_views, "_VALUES_AT_ONCE", 1)
    _, part = ask("deltas", group="look")
    options = dict(part["options"])
    assert part["pending"]
    while pending := part.get("pending"):
        _, part = ask("deltas", group="look", options=pending)
        assert part["options"].keys().isdisjoint(options)
        options |= part["options"]
    assert options == whole["options"]


def test_a_quote_is_the_price_and_the_day_of_an_answer(ask):
    _, answer = ask("answer", choices={"lid": True})
    _, quote = ask("quote", choices={"lid": True})
    for key in ("version", "configuration", "price", "promise"):
        assert quote[key] == answer[key]
    assert quote["promise"]["site"]
    _, more = ask("quote", choices={"lid": True}, quantity=20)
    assert more["promise"]["with_you_on"] >= quote["promise"]["with_you_on"]


def test_a_quote_of_what_cannot_be_says_why(ask):
    status, quote = ask("quote", choices={"width": 500, "wood": "ash"})
    assert status == 200
    assert quote["price"] is quote["promise"] is None
    assert quote["conflict"]["sentences"]
