"""The section of ``docs/benchmarks.md`` about the configuration engine."""

from tests.bench.measure.section import Section

_ABOUT = """`./lotone bench configure` walks random valid sessions with
`lotone model walk`, each in a process of its own, and times what a shopper waits for:
from the choices until the status of every value of every option can be read. Each
figure is the median over the runs of that run's own median, p95 or p99. `must` and
`aim` are what was promised; "aim" in the last but one column says that both hold.
Builds begin at the file's first byte, with no artefact kept from before.""".replace(
    "\n", " "
)

SECTION = Section(
    name="configure",
    title="The configuration engine",
    about=_ABOUT,
    headings={
        "renault": "A car of 99 options: `renault-part`",
        "family": "A generated family of its kind",
        "automotive": "A feature model with 14,010 features",
        "wardrobe": "Numbers: the demo's wardrobe",
        "verdict": "The live check while a rule is typed",
        "web": "A click over HTTP",
        "growth": "Growth",
    },
    pictures={
        "growth": "![Median and p99 against options](images/configure-growth.svg)"
    },
    packages=("numba", "d4solver"),
)
