"""Rule tests of a version: what must be possible, impossible, or cost so much."""

from app.catalogue.loaded import LoadedVersion
from app.catalogue.specify import specify_complete
from configurator.model import Configuration
from configurator.rule_tests import RuleTestResult, run_rule_tests
from models3d.evaluate import Unmakeable


def run_cases(version: LoadedVersion) -> tuple[RuleTestResult, ...]:
    """Return what becomes of every rule test, prices by the built assembly included."""

    def cost(configuration: Configuration, currency: str) -> int:
        found = specify_complete(version, configuration, currency=currency)
        # What cannot be built costs nothing; a publish says so in its own words.
        return 0 if isinstance(found, Unmakeable) else found.price.total_minor

    return run_rule_tests(version.compiled, cost)


def failing(version: LoadedVersion) -> tuple[RuleTestResult, ...]:
    """Return the rule tests that a version does not pass."""
    return tuple(result for result in run_cases(version) if not result.passes)
