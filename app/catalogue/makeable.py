"""Whether what the rules allow can be built: decision 4, asked at every publish."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from app.catalogue.loaded import LoadedVersion
from app.catalogue.missing_rule import missing_rule
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
    proposal
        The rule that is missing, where one tells all that fail from all that do not.
    """

    configuration: Configuration
    sentences: tuple[str, ...]
    proposal: str | None = None


def failures(version: LoadedVersion, *, samples: int, seed: int) -> list[Failure]:
    """
    Build extreme, pairwise and random variants and return those that cannot be made.

    Parameters
    ----------
    samples
        How many random variants are added to the extreme ones (each value of each
        option once, each number at both of its ends) and to those in which two options
        stand at an extreme together.
    seed
        Same seed, same variants.
    """
    found: list[Failure] = []
    built: list[Configuration] = []
    seen = set()
    for configuration in _variants(version, samples, random.Random(seed)):  # noqa: S311 - samples, not secrets
        key = version.configuration_hash(configuration)
        if key in seen:
            continue
        seen.add(key)
        sentences = tuple(_problems(version, configuration))
        if sentences:
            found.append(Failure(configuration, sentences))
        else:
            built.append(configuration)
    proposal = missing_rule(version.model, [f.configuration for f in found], built)
    return [replace(failure, proposal=proposal) for failure in found]


def _variants(
    version: LoadedVersion, samples: int, chance: random.Random
) -> Iterator[Configuration]:
    start = answer(version.compiled, {})
    for choices in (*_extremes(start), *_pairs(start, chance, samples)):
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


def _pairs(
    start: Answer, chance: random.Random, count: int
) -> Iterator[Mapping[str, Scalar]]:
    """
    Yield choices in which two options stand at an extreme together.

    Notes
    -----
    Of a product's thousands of pairs ``count`` are drawn, each once: what takes two
    extremes is then likely to be met at some publish, and at the same one again.
    """
    ends = [
        (option, value)
        for option, state in start.options.items()
        for value in open_values(state)
    ]
    pairs = [
        {first[0]: first[1], second[0]: second[1]}
        for first, second in combinations(ends, 2)
        if first[0] != second[0]
    ]
    yield from chance.sample(pairs, k=min(count, len(pairs)))


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
