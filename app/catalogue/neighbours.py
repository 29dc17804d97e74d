"""What each value of an option would make of what is shown: its nearest variant."""

from collections.abc import Mapping, Sequence

from app.catalogue.loaded import LoadedVersion
from app.catalogue.specify import Specification, specify
from configurator.model import OptionKind, ProductModel, Scalar
from configurator.modules import count_id, numbers, part_id

# Other numbers have no row of values on the page, so no delta either.
_LISTED = {OptionKind.ENUMERATED, OptionKind.BOOLEAN}


def neighbours(
    version: LoadedVersion,
    choices: Mapping[str, Scalar],
    shown: Mapping[str, Scalar],
    *,
    options: Sequence[str],
    currency: str,
) -> dict[str, dict[Scalar, Specification]]:
    """
    Give the variant nearest to ``shown`` for every other value that is available.

    Notes
    -----
    A value that the other choices block has no neighbour and is left out; its repair
    tells price and date instead. Of a list of modules the neighbours are one part
    more and one part less.
    """
    return {
        option: {
            value: neighbour
            for value in _values(version.model, option, shown[option])
            if isinstance(
                neighbour := specify(
                    version,
                    {**choices, option: value},
                    currency=currency,
                    shown=shown,
                ),
                Specification,
            )
        }
        for option in options
    }


def present(
    model: ProductModel, options: Sequence[str], shown: Mapping[str, Scalar]
) -> list[str]:
    """Return ``options`` without those of parts that are not there."""
    absent = {
        part_id(module.id, number, name)
        for module in model.modules
        for number in numbers(module)
        if number > int(shown.get(count_id(module.id), module.at_most))
        for name in module.options
    }
    return [option for option in options if option not in absent]


def _values(model: ProductModel, option_id: str, shown: Scalar) -> list[Scalar]:
    option = model.option(option_id)
    values: tuple[Scalar, ...] = ()
    if option.kind is OptionKind.BOOLEAN:
        values = (True, False)
    elif option.kind in _LISTED:
        values = tuple(value.id for value in option.values)
    elif any(option_id == count_id(module.id) for module in model.modules):
        low, high = option.minimum or 0, option.maximum or 0
        values = tuple(n for n in (shown - 1, shown + 1) if low <= n <= high)  # type: ignore[operator]  # a count is a whole number
    return [value for value in values if value != shown]
