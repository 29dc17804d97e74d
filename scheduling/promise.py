"""Capable-to-promise: the earliest completion that leaves every plan as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from scheduling.schedule import Assignment


@dataclass(frozen=True, slots=True)
class Promise:
    """
    A completion that capacity allows.

    Parameters
    ----------
    completion_min
        End of the job, waits after its last operations included.
    assignments
        The places that make it true; they fit into the schedule it was asked of.
    """

    completion_min: int
    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class NoPromise:
    """
    The job finds no room within the horizon.

    Parameters
    ----------
    operation
        Id of the operation that found no place.
    resource
        Id of the resource that ran out.
    sentences
        Why, by language (``en``, ``zh``).
    """

    operation: str
    resource: str
    sentences: Mapping[str, str]

    @property
    def sentence(self) -> str:
        """Why, in English."""
        return self.sentences["en"]
