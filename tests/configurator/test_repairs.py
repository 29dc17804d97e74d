"""The searches behind reasons and repairs, and what a repair does to the price."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from configurator.hitting import hitting_sets
from configurator.minimal import minimal
from configurator.repairs import with_price_changes
from configurator.results import Repair
from tests.configurator.counts import many

MEMBERS = range(7)
families = st.lists(
    st.frozensets(st.sampled_from(MEMBERS), min_size=1, max_size=4), max_size=8
)


def hits(picked, sets) -> bool:
    return all(not one.isdisjoint(picked) for one in sets)


@many
@given(families)
def test_hitting_sets_that_grow_while_read_are_the_smallest_in_order(sets):
    known: list[frozenset[int]] = []
    found: list[tuple[int, ...]] = []
    for size in range(len(MEMBERS) + 1):
        for picked in hitting_sets(known, size):
            missed = next((one for one in sets if one.isdisjoint(picked)), None)
            if missed is None:
                found.append(picked)
            else:
                known.append(missed)
        if found:
            break
    expected = next(
        every
        for size in range(len(MEMBERS) + 1)
        if (every := [p for p in combinations(MEMBERS, size) if hits(p, sets)])
    )
    assert found == expected


@many
@given(families, st.booleans())
def test_a_minimal_part_is_what_deletion_from_the_end_leaves(refused, has_cores):
    members = [*MEMBERS]

    def holds(part):
        return not any(one.issubset(part) for one in refused)

    def core(part):
        return sorted(next(one for one in refused if one.issubset(part)))

    if holds(members):
        return
    kept = list(members)
    for member in reversed(members):
        fewer = [each for each in kept if each != member]
        if not holds(fewer):
            kept = fewer
    assert minimal(members, holds, core if has_cores else None) == kept


def test_repairs_tell_what_they_do_to_the_price() -> None:
    prices = {"oak": 300, "white": 100}
    found = with_price_changes(
        (Repair({"finish": "white"}), Repair({"handle": "bar"}, ("finish",))),
        {"finish": "oak"},
        now_minor=300,
        price_of=lambda choices: prices[str(choices.get("finish", "white"))],
    )
    assert [repair.price_change_minor for repair in found] == [-200, -200]
    assert found[0].changes == {"finish": "white"}
