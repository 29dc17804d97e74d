"""What is wrong with a malformed problem: every fault at once, each with its id."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """
    One thing to correct in a malformed problem.

    Parameters
    ----------
    path
        Where it stands, by ids: ``jobs.A17.operations.saw.alternatives``.
    code
        Stable word for programs: ``unknown_resource``, ``cycle``, …
    sentence
        What is wrong and what to change, for people.
    """

    path: str
    code: str
    sentence: str


class ProblemError(ValueError):
    """
    A problem, job or plan file that cannot be scheduled as it is written.

    Parameters
    ----------
    problems
        Every fault that was found, never only the first.
    """

    def __init__(self, problems: tuple[Fault, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{f.path}: {f.sentence}" for f in problems))


class FaultList:
    """Collects faults while something is checked, then raises them together."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, path: str, code: str, sentence: str) -> None:
        """Note one fault and go on."""
        self._faults.append(Fault(path, code, sentence))

    def raise_if_any(self) -> None:
        """Raise :class:`ProblemError` with everything noted so far."""
        if self._faults:
            raise ProblemError(tuple(self._faults))

    def __len__(self) -> int:
        return len(self._faults)
