"""What each value of an option would make of what is shown: its nearest variant."""

from collections.abc import Mapping, Sequence

from app.catalogue.loaded import LoadedVersion
from app.catalogue.specify import Specification, specify
from configurator.model import OptionKind, Scalar

# A number has no row of values on the page, so no delta either.
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
    Give the variant nearest to ``shown`` for every available value of ``options``.

    Notes
    -----
    A value that the other choices block has no neighbour and is left out; its repair
    tells price and date instead.
    """
    return {
        option: {
            value: neighbour
            for value in _values(version, option)
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


def _values(version: LoadedVersion, option_id: str) -> tuple[Scalar, ...]:
    option = version.model.option(option_id)
    if option.kind not in _LISTED:
        return ()
    if option.kind is OptionKind.BOOLEAN:
        return (True, False)
    return tuple(value.id for value in option.values)
