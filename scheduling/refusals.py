"""Why an event, or the plan after it, is refused: sentences by language."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refused:
    """
    A plan that nobody may publish: it breaks promises without a cause.

    Parameters
    ----------
    event
        Id of the event after which it was made.
    jobs
        Ids of the jobs whose promise it breaks.
    sentences
        Why, by language (``en``, ``zh``).
    """

    event: str
    jobs: tuple[str, ...]
    sentences: Mapping[str, str]

    @property
    def sentence(self) -> str:
        """Why, in English."""
        return self.sentences["en"]


_DECLINED: Mapping[str, tuple[str, str]] = {
    "finished": (
        "{job} is finished; nothing of it can be changed any more.",
        "{job} 已完工，无法再更改。",
    ),
    "has_started": (
        "{operation} of {job} has started and can no longer be changed.",
        "{job} 的工序 {operation} 已开工，无法再更改。",
    ),
    "not_started": (
        "{operation} of {job} has not started: there is nothing to make again.",
        "{job} 的工序 {operation} 尚未开工，没有可重做的工件。",
    ),
    "delivered": (
        "The delivery of {material} has come already.",
        "{material} 的这批货已经到达。",
    ),
}


def declined(code: str, **names: str) -> Mapping[str, str]:
    """Say why an event comes too late."""
    english, chinese = _DECLINED[code]
    return {"en": english.format(**names), "zh": chinese.format(**names)}


def breaks_promise(jobs: tuple[str, ...], event: str) -> Mapping[str, str]:
    """Say whose promise would be lost to something that is no cause for it."""
    names = ", ".join(jobs)
    return {
        "en": f"{event} is no cause to break what was promised for {names}.",
        "zh": f"{event} 不足以构成违背对 {names} 所作承诺的理由。",
    }


def no_material(material: str, operation: str) -> Mapping[str, str]:
    """Say that more of a material is needed than will ever come."""
    return {
        "en": f"There is not enough {material} for {operation} within the horizon.",
        "zh": f"计划期内 {material} 不足以完成工序 {operation}。",
    }
