"""Answers in words, by language."""

from collections.abc import Mapping, Sequence


def span_words(minutes: int) -> dict[str, str]:
    """Length of time, rounded as people say it: minutes, hours or days."""
    amount = abs(minutes)
    if amount < 120:
        return {"en": f"{amount} min", "zh": f"{amount} 分钟"}
    if amount < 48 * 60:
        return {"en": f"{round(amount / 60)} h", "zh": f"{round(amount / 60)} 小时"}
    days = round(amount / (24 * 60))
    return {"en": f"{days} days", "zh": f"{days} 天"}


def no_room(resource: str, operation: str, at: int, length: int) -> Mapping[str, str]:
    """Say that an operation finds no place from a minute on."""
    return {
        "en": (
            f"{resource} has no room for {operation} between minute {at} and "
            f"the end of the horizon at {length}."
        ),
        "zh": (
            f"从第 {at} 分钟到计划期末（第 {length} 分钟），"
            f"{resource} 排不下工序 {operation}。"
        ),
    }


CAUSES: Mapping[str, tuple[str, str]] = {
    "release": ("was released only then", "到那时才下达"),
    "fence": ("may not start before the freeze fence", "在冻结期内不得开工"),
    "before": ("waited for the operation before it", "等待上一道工序"),
    "wait": ("waited for the piece to dry or set", "等待工件干燥或固化"),
    "transport": (
        "waited for the way from the other site",
        "等待从另一厂区运达",
    ),
    "batch": (
        "waited for the rest of its batch in {resource}",
        "等待 {resource} 同批的其他工件",
    ),
    "material": ("waited for {resource} to be delivered", "等待物料 {resource} 到货"),
    "setup": ("waited while {resource} was changed over", "等待 {resource} 换型"),
    "max_wait": (
        "had to wait, since what follows may not come long after it",
        "因后道工序须及时衔接而推迟",
    ),
    "busy": ("waited while {resource} was busy", "等待 {resource} 空出"),
    "closed": ("waited while {resource} was closed", "等待 {resource} 开班"),
    "free": ("was put there by choice", "由计划安排在此"),
}
"""What binds an operation, in English and Chinese."""


def why_late(  # noqa: PLR0913, PLR0917 - one word each of a sentence
    job: str, late_min: int, operation: str, cause: str, resource: str, minutes: int
) -> Mapping[str, str]:
    """Say what binds a job most on the chain that leads to its completion."""
    english, chinese = (text.format(resource=resource) for text in CAUSES[cause])
    late, waited = span_words(late_min), span_words(minutes)
    is_late = late_min > 0
    return {
        "en": (
            f"{job} is {late['en'] + ' late' if is_late else 'in time'}; what binds "
            f"it most: {operation} {english} ({waited['en']})."
        ),
        "zh": (
            f"{job} {'晚 ' + late['zh'] if is_late else '按时'}；"
            f"最主要的约束：{operation} {chinese}（{waited['zh']}）。"
        ),
    }


def would_help(
    job: str, words: Mapping[str, str], gain: int, later: int, broken: tuple[str, ...]
) -> Mapping[str, str]:
    """Say what a relaxation would bring to a job, and what it would cost others."""
    names = ", ".join(broken)
    sooner, delay = span_words(gain), span_words(later)
    english = f"With {words['en']}, {job} is completed {sooner['en']} earlier"
    chinese = f"若{words['zh']}，{job} 可提前 {sooner['zh']}完工"
    if later > 0:
        english += f"; others are {delay['en']} later in all"
        chinese += f"；其他订单共推迟 {delay['zh']}"
    if broken:
        english += f", and {names} would not be in time"
        chinese += f"，其中 {names} 将无法按时"
    return {"en": f"{english}.", "zh": f"{chinese}。"}


def cannot_all_hold(
    requirements: Sequence[Mapping[str, str]], length: int
) -> Mapping[str, str]:
    """Name requirements in conflict, any one of which may be changed."""
    if not requirements:
        return {
            "en": (
                f"Even with nothing in its way there is no plan within the horizon "
                f"of {length} min: lengthen it."
            ),
            "zh": (
                f"即使没有任何限制，{length} 分钟的计划期内也无法完成：请延长计划期。"
            ),
        }
    english = "; ".join(one["en"] for one in requirements)
    chinese = "；".join(one["zh"] for one in requirements)
    if len(requirements) == 1:
        return {
            "en": f"This alone makes a plan impossible: {english}. Change it.",
            "zh": f"仅此一项就使计划无法成立：{chinese}。请更改。",
        }
    return {
        "en": f"These cannot all hold: {english}. Changing any one of them helps.",
        "zh": f"以下要求无法同时满足：{chinese}。更改其中任何一项即可。",
    }
