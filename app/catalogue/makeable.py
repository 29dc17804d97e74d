"""Whether what the rules allow can be built: decision 4, asked at every publish."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.catalogue.loaded import LoadedVersion
from configurator.answer import answer
from configurator.bill import bill, routing
from configurator.complete import complete
from configurator.expressions import ExpressionError
from configurator.model import Configuration, Scalar
from configurator.price import price
from configurator.results import Answer, Conflict, OptionAnswer, Status
from models3d.checks import check_assembly
from models3d.evaluate import Unmakeable


@dataclass(frozen=True)
class Failure:
    """
    A valid variant that cannot be made.

    Parameters
    ----------
    configuration
        The variant.
    sentences
        What goes wrong when it is built, priced or routed.
    """

    configuration: Configuration
    sentences: tuple[str, ...]


def failures(version: LoadedVersion, *, samples: int, seed: int) -> list[Failure]:
    """
    Build extreme and random variants and return those that cannot be made.

    Parameters
    ----------
    samples
        How many random variants are added to the extreme ones (each value of each
        option once, each number at both of its ends).
    seed
        Same seed, same variants.
    """
    found = []
    seen = set()
    for configuration in _variants(version, samples, random.Random(seed)):  # noqa: S311 - samples, not secrets
        key = version.configuration_hash(configuration)
        if key in seen:
            continue
        seen.add(key)
        sentences = tuple(_problems(version, configuration))
        if sentences:
            found.append(Failure(configuration, sentences))
    return found


def _variants(
    version: LoadedVersion, samples: int, chance: random.Random
) -> Iterator[Configuration]:
    for choices in _extremes(answer(version.compiled, {})):
        completed = complete(version.compiled, choices)
        if not isinstance(completed, Conflict):
            yield completed
    for _ in range(samples):
        yield random_variant(version, chance)


def _extremes(start: Answer) -> Iterator[Mapping[str, Scalar]]:
    yield {}
    for option, state in start.options.items():
        for value in open_values(state):
            yield {option: value}


def open_values(state: OptionAnswer) -> list[Scalar]:
    """Return the values that may be picked: listed ones, or the ends of a number."""
    if state.values:
        return [v for v, status in state.values.items() if status != Status.BLOCKED]
    return [v for v in (state.minimum, state.maximum) if v is not None]


def random_variant(version: LoadedVersion, chance: random.Random) -> Configuration:
    """
    Pick values at random, option by option, as a shopper could; then complete.

    Notes
    -----
    Only some options are picked: asking the engine after each pick of all of them
    costs as much as the rest of a publish, and the completion settles the others.
    """
    choices: dict[str, Scalar] = {}
    options = [option.id for option in version.model.options]
    for option in chance.sample(options, k=min(len(options), 5)):
        state = answer(version.compiled, choices).options[option]
        values = open_values(state)
        if values:
            choices[option] = chance.choice(values)
    completed = complete(version.compiled, choices)
    if isinstance(completed, Conflict):
        raise AssertionError(f"a dead end after {choices}")  # noqa: TRY004 - the engine broke its promise
    return completed


def _problems(version: LoadedVersion, configuration: Configuration) -> Iterator[str]:
    assembly = version.assemble(configuration)
    if isinstance(assembly, Unmakeable):
        yield from (problem.sentence for problem in assembly.problems)
        return
    yield from (finding.sentences["en"] for finding in check_assembly(assembly))
    model, measures = version.model, assembly.measures
    try:
        bill(model, configuration, measures)
        if not routing(model, configuration, measures).operations:
            yield "No operation makes it: the routing is empty."
        for currency in model.currencies:
            if price(model, configuration, measures, currency).total_minor <= 0:
                yield f"It costs nothing in {currency}."
    except ExpressionError as error:
        yield from (problem.sentence for problem in error.problems)
