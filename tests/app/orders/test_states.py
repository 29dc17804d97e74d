"""The life of an order over every state and every event."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.orders.states import Event, Ignored, Refused, State, move

# Columns as in Event: place decline authorise confirm capture start pack ship deliver
# expire cancel refund. A name is the next state, "=" ignored, "x" refused.
GRID = """
cart          placed x x x x x x x x x x x
placed        = placed authorised x x x x x x expired cancelled x
authorised    = = = confirmed x x x x x = cancelled x
confirmed     = = = = paid x x x x = cancelled x
paid          = = = = = in_production packed x x = cancelled refunded
in_production = = = = = = packed x x = x refunded
packed        = = = = = = = shipped x = x refunded
shipped       = = = = = = = = delivered = x refunded
delivered     = = = = = = = = = = x refunded
expired       x = authorised x x x x x x = = x
cancelled     x = x x x x x x x = = refunded
refunded      x = = = = = = = = = = =
"""
ROWS = [line.split() for line in GRID.strip().splitlines()]
CELLS = [
    (State(row[0]), event, cell)
    for row in ROWS
    for event, cell in zip(Event, row[1:], strict=True)
]


def test_the_grid_covers_the_full_product():
    assert {(state, event) for state, event, _ in CELLS} == set(
        itertools.product(State, Event)
    )


@pytest.mark.parametrize(("state", "event", "cell"), CELLS)
def test_each_state_answers_each_event(state, event, cell):
    answer = move(state, event)
    match answer:
        case Ignored():
            assert cell == "="
            assert answer == Ignored(state, event)
        case Refused(code, sentence):
            assert cell == "x"
            assert code
            assert sentence.endswith(".")
        case State():
            assert cell == answer


@given(st.lists(st.sampled_from(list(Event)), max_size=40))
def test_no_history_makes_an_order_out_of_nothing_paid(events):
    """Whatever arrives in whatever order: nothing is made or shipped unpaid."""
    state, taken = State.CART, []
    for event in events:
        after = move(state, event)
        if isinstance(after, State):
            state = after
            taken.append(event)
    if {Event.START, Event.PACK, Event.SHIP, Event.REFUND} & set(taken):
        captured = Event.CAPTURE in taken
        assert captured or (Event.CANCEL in taken and Event.REFUND in taken)


@given(st.sampled_from(list(State)), st.sampled_from(list(Event)))
def test_an_event_that_moved_an_order_is_not_taken_twice(state, event):
    after = move(state, event)
    if isinstance(after, State) and after is not state:
        assert not isinstance(move(after, event), State)
