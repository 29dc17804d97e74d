"""A lacquering shop of twelve colours, where changing colour is most of the work."""

from random import Random

from scheduling.instances.recipes import Centre, Recipe, Step, centres
from scheduling.shop import SetupMatrix

COLOURS = 12
"""From the lightest, number 0, to the darkest."""


def _colours() -> SetupMatrix:
    """Twenty minutes to the next darker one, two hours from the darkest back."""
    pairs = [
        (before, after)
        for before in range(COLOURS)
        for after in range(COLOURS)
        if before != after
    ]
    minutes = {
        (_name(before), _name(after)): (
            20 + 4 * (after - before - 1)
            if after > before
            else 40 + 7 * (before - after)
        )
        for before, after in pairs
    }
    return SetupMatrix("colour", minutes, None, dict.fromkeys(minutes, 900))


def _name(number: int) -> str:
    return f"colour_{number:02}"


CENTRES = centres(
    Centre("preparing", "bench", 0.6, watts=800),
    Centre("spray_booth", "booth", 1.0, watts=14000, setups=("colour",)),
    Centre("packing", "packing", 0.6, watts=1200),
)


def draw(random: Random) -> tuple[Step, ...]:
    """Return the steps of a piece that is prepared, sprayed and packed."""
    colour = _name(random.randrange(COLOURS))
    return (
        Step("prepare", "preparing", random.randint(6, 14)),
        Step(
            "spray",
            "spray_booth",
            random.randint(8, 20),
            ("prepare",),
            setup={"colour": colour},
            wait_min=60,
        ),
        Step("pack", "packing", random.randint(5, 9), ("spray",), is_resumable=True),
    )


RECIPE = Recipe(CENTRES, (_colours(),), draw, slack=9.0, sites=False)
