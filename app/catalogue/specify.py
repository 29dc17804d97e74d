"""From choices to everything that follows: configuration, assembly, price, routing."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.catalogue.loaded import LoadedVersion
from configurator.bill import bill, routing
from configurator.complete import complete
from configurator.model import Configuration, Scalar
from configurator.price import price
from configurator.results import BillOfMaterial, Conflict, PriceBreakdown, Routing
from models3d.assembly import Assembly
from models3d.evaluate import Unmakeable


@dataclass(frozen=True)
class Specification:
    """
    One variant, completely settled.

    Parameters
    ----------
    configuration
        A value for every option.
    configuration_hash
        Identity of the variant, version included.
    currency, quantity
        What the price is asked in, and for how many pieces at once.
    """

    version: LoadedVersion
    configuration: Configuration
    configuration_hash: str
    assembly: Assembly
    currency: str
    quantity: int

    @cached_property
    def price(self) -> PriceBreakdown:
        """
        Of one piece, tax included, on the day of the version.

        A version as it was written has no day and, where its prices have dates, no
        price: what was ordered keeps its own.
        """
        return price(
            self.version.model,
            self.configuration,
            self.assembly.measures,
            self.currency,
            quantity=self.quantity,
        )

    @property
    def bill(self) -> BillOfMaterial:
        """Material of one piece."""
        return bill(self.version.model, self.configuration, self.assembly.measures)

    @cached_property
    def routing(self) -> Routing:
        """Operations of one piece."""
        return routing(self.version.model, self.configuration, self.assembly.measures)


def specify(
    version: LoadedVersion,
    choices: Mapping[str, Scalar],
    *,
    currency: str,
    shown: Mapping[str, Scalar] | None = None,
    quantity: int = 1,
) -> Specification | Conflict | Unmakeable:
    """
    Complete choices and derive what is built and what it costs.

    Parameters
    ----------
    choices
        What the shopper picked; kept or contradicted, never changed.
    currency
        One of the product's currencies.
    shown
        The configuration on the shopper's page: kept wherever it is still valid.
    quantity
        Pieces ordered at once, which the price of one may depend on.

    Returns
    -------
    Specification | Conflict | Unmakeable
        ``Conflict`` when the choices cannot hold together; ``Unmakeable`` when a
        valid variant cannot be built, which a publish should have found.

    Raises
    ------
    ChoiceError
        For an unknown option or a value that it can never take.
    """
    completed = complete(version.compiled, choices, shown)
    if isinstance(completed, Conflict):
        return completed
    return specify_complete(version, completed, currency=currency, quantity=quantity)


def specify_complete(
    version: LoadedVersion,
    configuration: Configuration,
    *,
    currency: str,
    quantity: int = 1,
) -> Specification | Unmakeable:
    """Derive what follows from a configuration that is already complete."""
    assembly = version.assemble(configuration)
    if isinstance(assembly, Unmakeable):
        return assembly
    return Specification(
        version=version,
        configuration=configuration,
        configuration_hash=version.configuration_hash(configuration),
        assembly=assembly,
        currency=currency,
        quantity=quantity,
    )
