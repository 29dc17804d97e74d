"""What keeps an assembly from being built, each said in English and Chinese."""

from collections.abc import Mapping
from dataclasses import dataclass

from models3d.cuts import Pair

Sentences = Mapping[str, str]


def _both(en: str, zh: str) -> Sentences:
    return {"en": en, "zh": zh}


def _mm(dmm: float) -> str:
    return f"{dmm / 10:g}"


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two parts that would be in the same place, ``depth_dmm`` deep."""

    first: str
    second: str
    depth_dmm: int

    @property
    def sentences(self) -> Sentences:
        """What is wrong, by language."""
        deep = _mm(self.depth_dmm)
        return _both(
            f"{self.first} and {self.second} overlap by {deep} mm.",
            f"{self.first} 与 {self.second} 重叠 {deep} 毫米。",
        )


@dataclass(frozen=True, slots=True)
class OutOfBounds:
    """A part that stands out of the product's bounds by ``by_dmm``."""

    part: str
    by_dmm: int

    @property
    def sentences(self) -> Sentences:
        """What is wrong, by language."""
        return _both(
            f"{self.part} stands out of the product by {_mm(self.by_dmm)} mm.",
            f"{self.part} 超出产品外形 {_mm(self.by_dmm)} 毫米。",
        )


@dataclass(frozen=True, slots=True)
class TooLarge:
    """A panel that no sheet of its material holds."""

    part: str
    slot: str
    size_dmm: Pair
    sheet_dmm: Pair

    @property
    def sentences(self) -> Sentences:
        """What is wrong, by language."""
        size = " x ".join(map(_mm, self.size_dmm))
        sheet = " x ".join(map(_mm, self.sheet_dmm))
        return _both(
            f"{self.part} is {size} mm; sheets of {self.slot} are {sheet} mm.",
            f"{self.part} 为 {size} 毫米，而 {self.slot} 的板材为 {sheet} 毫米。",
        )


@dataclass(frozen=True, slots=True)
class DoubleId:
    """Two parts that carry the same id."""

    part: str

    @property
    def sentences(self) -> Sentences:
        """What is wrong, by language."""
        return _both(
            f"Two parts are called {self.part}.", f"有两个部件同名：{self.part}。"
        )


@dataclass(frozen=True, slots=True)
class NoMate:
    """A part that a joint should hold and that meets too few others."""

    joint: str
    part: str

    @property
    def sentences(self) -> Sentences:
        """What is wrong, by language."""
        return _both(
            f"Joint {self.joint}: {self.part} does not meet what it is joined to.",
            f"连接 {self.joint}：{self.part} 没有接触到应连接的部件。",
        )


@dataclass(frozen=True, slots=True)
class MateMissed:
    """A fitting in one part without its counterpart in the other."""

    joint: str
    first: str
    second: str

    @property
    def sentences(self) -> Sentences:
        """What is wrong, by language."""
        return _both(
            f"Joint {self.joint}: a hole of {self.first} has no counterpart in"
            f" {self.second}.",
            f"连接 {self.joint}：{self.first} 的孔在 {self.second} 上没有对应的孔。",
        )


@dataclass(frozen=True, slots=True)
class CutOutside:
    """A hole or groove that leaves the face it is cut into."""

    part: str
    face: str
    at_dmm: Pair

    @property
    def sentences(self) -> Sentences:
        """What is wrong, by language."""
        at = ", ".join(map(_mm, self.at_dmm))
        return _both(
            f"{self.part}: the cut at ({at}) mm on {self.face} leaves the part.",
            f"{self.part}：{self.face} 面 ({at}) 毫米处的加工超出部件。",
        )


@dataclass(frozen=True, slots=True)
class CutThrough:
    """A hole or groove that would come out on the other side."""

    part: str
    face: str
    at_dmm: Pair
    depth_dmm: int
    thickness_dmm: int

    @property
    def sentences(self) -> Sentences:
        """What is wrong, by language."""
        at = ", ".join(map(_mm, self.at_dmm))
        deep, thick = _mm(self.depth_dmm), _mm(self.thickness_dmm)
        return _both(
            f"{self.part}: the cut at ({at}) mm on {self.face} is {deep} mm deep in"
            f" {thick} mm.",
            f"{self.part}：{self.face} 面 ({at}) 毫米处深 {deep} 毫米，而材料厚"
            f" {thick} 毫米。",
        )


@dataclass(frozen=True, slots=True)
class CutsMeet:
    """Two cuts of one part that run into one another."""

    part: str
    first_face: str
    first_dmm: Pair
    second_face: str
    second_dmm: Pair

    @property
    def sentences(self) -> Sentences:
        """What is wrong, by language."""
        one = f"{self.first_face} ({', '.join(map(_mm, self.first_dmm))})"
        two = f"{self.second_face} ({', '.join(map(_mm, self.second_dmm))})"
        return _both(
            f"{self.part}: the cuts at {one} and {two} run into one another.",
            f"{self.part}：{one} 与 {two} 处的加工相互贯通。",
        )


@dataclass(frozen=True, slots=True)
class Blocked:
    """A door or drawer that runs into a part when it is opened."""

    group: str
    part: str
    second: str

    @property
    def sentences(self) -> Sentences:
        """What is wrong, by language."""
        return _both(
            f"{self.group} cannot open: {self.part} runs into {self.second}.",
            f"{self.group} 无法打开：{self.part} 会碰到 {self.second}。",
        )


@dataclass(frozen=True, slots=True)
class MachineLimit:
    """A machined panel that the machine cannot hold."""

    part: str
    size_dmm: Pair
    limit_dmm: Pair
    is_small: bool

    @property
    def sentences(self) -> Sentences:
        """What is wrong, by language."""
        size = " x ".join(map(_mm, self.size_dmm))
        limit = " x ".join(map(_mm, self.limit_dmm))
        en, zh = ("least", "最小") if self.is_small else ("most", "最大")
        return _both(
            f"{self.part} is {size} mm; the machine takes at {en} {limit} mm.",
            f"{self.part} 为 {size} 毫米，机床{zh}加工 {limit} 毫米。",
        )


@dataclass(frozen=True, slots=True)
class NoTool:
    """A hole for which there is no drill, or none that is long enough."""

    part: str
    tool: str
    depth_dmm: int

    @property
    def sentences(self) -> Sentences:
        """What is wrong, by language."""
        deep = _mm(self.depth_dmm)
        return _both(
            f"{self.part}: the machine has no {self.tool} for {deep} mm of depth.",
            f"{self.part}：机床没有可钻 {deep} 毫米深的 {self.tool}。",
        )


@dataclass(frozen=True, slots=True)
class Tipping:
    """
    A product that falls over.

    Parameters
    ----------
    by_dmm
        How far the centre of gravity is outside of the feet, or too near their edge.
    is_open
        Whether it takes open doors and drawers for it.
    """

    by_dmm: int
    is_open: bool

    @property
    def sentences(self) -> Sentences:
        """What is wrong, by language."""
        by = _mm(self.by_dmm)
        en, zh = ("open", "打开") if self.is_open else ("closed", "关闭")
        return _both(
            f"It tips over with doors and drawers {en}: its centre of gravity is"
            f" {by} mm outside of safe standing.",
            f"门与抽屉{zh}时会倾倒：重心超出安全支承范围 {by} 毫米。",
        )


@dataclass(frozen=True, slots=True)
class TooHeavy:
    """A part that is heavier than one package may be."""

    part: str
    weight_g: int
    limit_g: int

    @property
    def sentences(self) -> Sentences:
        """What is wrong, by language."""
        weight, limit = self.weight_g / 1000, self.limit_g / 1000
        return _both(
            f"{self.part} weighs {weight:.1f} kg; a package takes {limit:g} kg.",
            f"{self.part} 重 {weight:.1f} 公斤，每件包裹最多 {limit:g} 公斤。",
        )


Finding = (
    Overlap
    | OutOfBounds
    | TooLarge
    | DoubleId
    | NoMate
    | MateMissed
    | CutOutside
    | CutThrough
    | CutsMeet
    | Blocked
    | MachineLimit
    | NoTool
    | Tipping
    | TooHeavy
)
