"""
Apparel orders: laid and cut together, sewn in branches, washed, pressed.

One piece or a small set: laying is a batch in which plies add up, a seam group takes
minutes, thread is changed in five, a washer takes what has the same programme.
"""

from random import Random

from scheduling.instances.recipes import Centre, Recipe, Step, centres
from scheduling.shop import Batching, SetupMatrix

FABRICS = ("oxford", "linen", "denim", "flannel", "jersey", "twill", "poplin")
FABRIC_SHARES = (22, 16, 15, 10, 17, 8, 12)
THREADS = ("white", "navy", "black", "sand", "red", "green", "grey", "gold")
THREAD_SHARES = (28, 18, 20, 10, 8, 6, 7, 3)
PROGRAMMES = ("cold", "enzyme", "stone")
LAY = Batching(units=30, attribute="fabric", base_min=18, adds_up=True)
WASHER = Batching(units=24, attribute="programme", base_min=10)
PIECES = (1, 1, 2, 2, 3, 5)
EMBROIDERED_SHARE = 0.25
WASHED_SHARE = 0.35
EITHER_SITE_SHARE = 0.3


def _threads() -> SetupMatrix:
    """Rethread, and clean the guides after dark; gold frays and is trimmed out."""
    minutes: dict[tuple[str, str], int] = {}
    cost: dict[tuple[str, str], int] = {}
    dark = ("navy", "black")
    for before in THREADS:
        for after in THREADS:
            # Gold leaves metal dust, which shows in white: dark goes between.
            if before == after or (before, after) == ("gold", "white"):
                continue
            cleaned = before in dark and after in ("white", "sand")
            minutes[before, after] = 5 + 5 * cleaned + 4 * (before == "gold")
            cost[before, after] = 40 + 60 * cleaned
    return SetupMatrix("thread", minutes, None, cost)


SETUPS = (
    _threads(),
    SetupMatrix("fabric", {}, 8),
    SetupMatrix("programme", {("stone", "cold"): 25, ("stone", "enzyme"): 20}, 10),
)

CENTRES = centres(
    Centre(
        "cutting",
        "table",
        0.8,
        watts=3000,
        setups=("fabric",),
        batching=LAY,
        together=4.0,
    ),
    Centre("fusing", "press", 0.7, least=1, watts=7000),
    Centre("embroidery", "embroiderer", 0.85, least=1, watts=1500, setups=("thread",)),
    Centre(
        "sewing",
        "station",
        1.0,
        watts=500,
        skill="sewer",
        setups=("thread",),
    ),
    Centre("buttons", "buttonholer", 0.8, watts=700),
    Centre(
        "washing",
        "washer",
        0.6,
        least=1,
        watts=18000,
        pattern="always",
        setups=("programme",),
        batching=WASHER,
        together=3.0,
    ),
    Centre("pressing", "presser", 0.85, watts=2500, pattern="crew"),
    Centre("inspection", "inspector", 0.7, least=1, watts=100, pattern="day"),
    Centre("packing", "packing", 0.6, least=1, watts=600),
)


def draw(random: Random) -> tuple[Step, ...]:
    """Return the steps of a random garment, or a set of up to five of its kind."""
    pieces = random.choice(PIECES)

    def minutes(least: int, most: int) -> int:
        return pieces * random.randint(least, most)

    either = random.random() < EITHER_SITE_SHARE
    (fabric,) = random.choices(FABRICS, FABRIC_SHARES)
    (thread,) = random.choices(THREADS, THREAD_SHARES)
    sewn = {"thread": thread}
    steps = [
        Step(
            "cut",
            "cutting",
            minutes(3, 6),
            setup={"fabric": fabric},
            units=pieces,
            materials={f"fabric_{fabric}": pieces * random.randint(14, 26)},
        ),
        Step("fuse", "fusing", minutes(2, 4), ("cut",), max_wait_min=None),
    ]
    body = "cut"
    if random.random() < EMBROIDERED_SHARE:
        steps.append(
            Step("embroider", "embroidery", minutes(6, 18), ("cut",), setup=sewn)
        )
        body = "embroider"
    steps += [
        Step("sew_body", "sewing", minutes(7, 14), (body,), setup=sewn),
        Step("sew_collar", "sewing", minutes(5, 10), ("fuse",), setup=sewn),
        Step("join", "sewing", minutes(8, 16), ("sew_body", "sew_collar"), setup=sewn),
        Step(
            "buttons",
            "buttons",
            minutes(3, 6),
            ("join",),
            materials={"buttons": 8 * pieces},
        ),
    ]
    last = "buttons"
    if random.random() < WASHED_SHARE:
        steps.append(
            Step(
                "wash",
                "washing",
                random.choice((35, 45, 60)),
                ("buttons",),
                setup={"programme": random.choice(PROGRAMMES)},
                units=pieces,
                max_wait_min=240,  # wet cloth is dried before it smells
                wait_min=45,
            )
        )
        last = "wash"
    steps += [
        Step("press", "pressing", minutes(4, 8), (last,)),
        Step("inspect", "inspection", minutes(2, 4), ("press",), anywhere=either),
        Step(
            "pack",
            "packing",
            minutes(2, 3),
            ("inspect",),
            is_resumable=True,
            anywhere=either,
        ),
    ]
    return tuple(steps)


RECIPE = Recipe(CENTRES, SETUPS, draw)
