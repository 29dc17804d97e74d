"""A feature model with over 14,000 features."""

from collections.abc import Iterator

from tests.bench.configure.asked import Asked
from tests.bench.configure.engine import EngineError, Ran, run
from tests.bench.configure.reasons import domains, reasons
from tests.bench.measure.promise import Row, middle, spread

AUTOMOTIVE = "feature-models/automotive02_01.xml"


def automotive(asked: Asked) -> Iterator[Row]:
    """Yield every row about ``automotive02_01.xml``."""
    model, name = asked.data / AUTOMOTIVE, "automotive02_01.xml"
    walks = asked.walk(model, within_s=600)
    yield from domains(name, walks, (15, 80), (4, 20))
    try:
        checks = [run("check", model, within_s=120) for _ in range(asked.runs)]
    except EngineError as error:
        yield Row(name, "check + build", "s", None, 20, how=str(error))
        checks = []
    else:
        yield _check(name, checks)
    peak = max([walks.peak_mb, *(check.peak_mb for check in checks)])
    yield Row(name, "peak", "MB", peak, 600, how="of walking and checking")
    yield from reasons(name, walks)


def _check(name: str, checks: list[Ran]) -> Row:
    seconds = [check.seconds for check in checks]
    builds = [float(check.answer["build_s"]) for check in checks]
    found = checks[0].answer
    how = (
        f"the whole command; of it reading and compiling {middle(builds):.1f} s; of the"
        f" runs {spread(seconds)}; core {len(found['core'])}, dead"
        f" {len(found['dead'])}, false-optional {len(found['false_optional'])},"
        f" redundant {len(found['redundant'])}, a count of {len(found['count'])} digits"
    )
    return Row(name, "check + build", "s", middle(seconds), 20, how=how)
