"""The section of ``docs/benchmarks.md`` about the scheduler."""

from tests.bench.measure.section import Section

_ABOUT = """`./lotone bench schedule` plans public flexible job shops and
[generated factories](formats/factories.md). Every plan is judged by `verify`, which
shares no code with the solver; a plan that it refuses is shown as such and counts as
none. Each figure is the median over the seeds; `must` and `aim` are what was promised,
"aim" in the last but one column says that both hold. Times begin with the problem in
memory and compiled code loaded.""".replace("\n", " ")

SECTION = Section(
    name="schedule",
    title="The scheduler",
    about=_ABOUT,
    headings={
        "shops": "All public flexible job shops: a first plan",
        "tournament": "Public flexible job shops: gaps to the best known, a peer",
        "factory": "A generated factory of 60,000 operations",
        "overloaded": "The same, overloaded: what a minute's search gains",
        "stages": "What each stage of the pipeline gains",
        "promise": "Capable-to-promise: the kernel",
        "http": "Capable-to-promise: over HTTP, with the database",
        "breakdown": "A machine down for four hours",
        "setups": "Changeovers where they dominate",
        "monolith": "One CP-SAT model of everything, for the same seconds",
        "growth": "Growth",
    },
    pictures={
        "growth": "![Seconds and memory against operations](images/schedule-growth.svg)"
    },
    packages=("numba",),
    first="work",
)
