"""Scrap: the operations that make the ruined pieces again."""

from dataclasses import replace

from configurator.results import Routing, RoutingOperation


def with_remake(
    routing: Routing, operation: str, *, scrapped: int, quantity: int
) -> Routing:
    """
    Add the chain that makes ruined pieces again; what follows waits for it too.

    Parameters
    ----------
    routing
        Operations of the job, remakes of earlier scrap among them.
    operation
        Where the pieces were ruined. It and everything it was made from is repeated:
        which of its panels can be saved is not known here.
    scrapped
        Ruined pieces, 1 to ``quantity``.
    quantity
        Pieces of the job; minutes of a routing are those of one piece.
    """
    by_id = {step.id: step for step in routing.operations}
    again = _made_from(by_id, operation)
    round_ = 1 + max((_round(step.id) for step in routing.operations), default=0)
    names = {name: f"{_stem(name)}~{round_}" for name in again}
    copies = [_copy(by_id[name], names, round_, scrapped, quantity) for name in again]
    rest = [
        replace(step, after=(*step.after, names[operation]))
        if operation in step.after
        else step
        for step in routing.operations
    ]
    return Routing(tuple(rest + copies))


def _made_from(by_id: dict[str, RoutingOperation], operation: str) -> list[str]:
    """List the operation and all before it, first things first, each stem once."""
    found: list[str] = []

    def visit(name: str) -> None:
        for before in by_id[name].after:
            visit(before)
        if _stem(name) not in {_stem(one) for one in found}:
            found.append(name)

    visit(operation)
    return found


def _copy(
    step: RoutingOperation,
    names: dict[str, str],
    round_: int,
    scrapped: int,
    quantity: int,
) -> RoutingOperation:
    own = {_stem(name): new for name, new in names.items()}
    before = tuple(dict.fromkeys(own[_stem(name)] for name in step.after))
    return replace(
        step,
        id=f"{_stem(step.id)}~{round_}",
        name={
            "en": f"{step.name['en']} (remake)",
            "zh": f"{step.name['zh']}(返工)",
        }
        if "~" not in step.id
        else step.name,
        # The job multiplies by its quantity: a remake of one of ten takes a tenth.
        minutes=max(1, -(-step.minutes * scrapped // quantity)),
        after=before,
    )


def _stem(name: str) -> str:
    return name.partition("~")[0]


def _round(name: str) -> int:
    number = name.partition("~")[2]
    return int(number) if number else 0
