"""
Furniture orders: cut from sheets, edged, drilled, perhaps lacquered, assembled.

Minutes are those of small panel shops: a beam saw 6 to 14 minutes a piece and a
stack of four sheets at once, 8 to 18 for edges, a booth with a lacquerer 10 to 22,
an oven of 16 trays that wants the lacquer wet, 20 to 45 at the bench.
"""

from random import Random

from scheduling.instances.recipes import Centre, Recipe, Step, centres
from scheduling.shop import Batching, SetupMatrix

BOARDS = ("white", "oak", "walnut", "ash", "grey", "birch")
BOARD_SHARES = (34, 24, 14, 12, 10, 6)
COLOURS = ("white", "cream", "grey", "sage", "blue", "red", "black", "metallic")
COLOUR_SHARES = (30, 16, 16, 10, 9, 7, 8, 4)
TEMPERATURES = ("warm", "hot")
PIECES = (1, 1, 1, 2, 2, 3, 4)
STACK = Batching(units=240, attribute="board", base_min=6, adds_up=True)
"""Four sheets of 5.8 square metres, in tenths of them, with an edge trim."""

OVEN = Batching(units=16, attribute="temperature", base_min=8)
LACQUERED_SHARE = 0.5
UPHOLSTERED_SHARE = 0.12
EITHER_SITE_SHARE = 0.3


def _colours() -> SetupMatrix:
    """Light to dark is rinsed, dark to light is cleaned; metal flakes stay behind."""
    minutes: dict[tuple[str, str], int] = {}
    cost: dict[tuple[str, str], int] = {}
    for i, before in enumerate(COLOURS):
        for j, after in enumerate(COLOURS):
            # Nothing clean follows metallic: another colour has to come between.
            if i == j or (before == "metallic" and after in ("white", "cream")):
                continue
            steps = j - i if j > i else 2 * (i - j)
            minutes[before, after] = 8 + 3 * steps
            cost[before, after] = 300 + 120 * steps
    return SetupMatrix("colour", minutes, None, cost)


SETUPS = (
    _colours(),
    SetupMatrix("board", {}, 4),
    SetupMatrix("temperature", {("warm", "hot"): 20, ("hot", "warm"): 35}),
)

CENTRES = centres(
    Centre(
        "panel_saw",
        "saw",
        0.8,
        watts=16000,
        setups=("board",),
        batching=STACK,
        together=2.5,
    ),
    Centre("edge_banding", "edge", 0.85, watts=11000),
    Centre("drilling", "drill", 0.85, watts=9000),
    Centre("sanding", "sander", 0.8, watts=1500, pattern="crew"),
    Centre(
        "spray_booth",
        "booth",
        1.0,
        watts=14000,
        skill="lacquerer",
        setups=("colour",),
    ),
    Centre(
        "oven",
        "oven",
        0.55,
        watts=24000,
        pattern="always",
        setups=("temperature",),
        batching=OVEN,
        together=2.0,
    ),
    Centre("upholstery", "upholsterer", 0.75, least=1, watts=600, pattern="crew"),
    Centre("assembly", "bench", 0.95, watts=800, skill="joiner"),
    Centre("inspection", "inspector", 0.7, least=1, watts=100, pattern="day"),
    Centre("packing", "packing", 0.75, watts=1200),
)


def draw(random: Random) -> tuple[Step, ...]:
    """Return the steps of a random piece of furniture, or a set of up to four."""
    pieces = random.choice(PIECES)

    def minutes(least: int, most: int) -> int:
        return pieces * random.randint(least, most)

    either = random.random() < EITHER_SITE_SHARE
    (board,) = random.choices(BOARDS, BOARD_SHARES)
    units = pieces * random.randint(12, 40)
    steps = [
        Step(
            "saw",
            "panel_saw",
            minutes(6, 14),
            setup={"board": board},
            units=units,
            materials={f"board_{board}": units},
        ),
        Step("edge", "edge_banding", minutes(8, 18), ("saw",)),
        Step("drill", "drilling", minutes(8, 20), ("edge",)),
    ]
    joins = ["drill"]
    if random.random() < LACQUERED_SHARE:
        steps += _lacquered(random, pieces)
        joins = ["bake"]
    if random.random() < UPHOLSTERED_SHARE:
        steps.append(
            Step(
                "upholster",
                "upholstery",
                minutes(25, 50),
                is_resumable=True,
                materials={"foam": pieces},
            )
        )
        joins.append("upholster")
    steps += [
        Step(
            "assemble",
            "assembly",
            min(180, minutes(20, 45)),
            tuple(joins),
            is_resumable=True,
            anywhere=either,
        ),
        Step("inspect", "inspection", minutes(3, 6), ("assemble",), anywhere=either),
        Step(
            "pack",
            "packing",
            minutes(6, 10),
            ("inspect",),
            is_resumable=True,
            anywhere=either,
        ),
    ]
    return tuple(steps)


def _lacquered(random: Random, pieces: int) -> list[Step]:
    (colour,) = random.choices(COLOURS, COLOUR_SHARES)
    temperature = random.choice(TEMPERATURES)
    return [
        Step("sand", "sanding", pieces * random.randint(8, 16), ("drill",)),
        Step(
            "spray",
            "spray_booth",
            pieces * random.randint(10, 22),
            ("sand",),
            setup={"colour": colour},
            wait_min=10,  # solvents leave before it is warm
            max_wait_min=120,
        ),
        Step(
            "bake",
            "oven",
            random.choice((40, 50, 60)),
            ("spray",),
            setup={"temperature": temperature},
            units=2 * pieces,
            wait_min=60,
        ),
    ]


RECIPE = Recipe(CENTRES, SETUPS, draw)
