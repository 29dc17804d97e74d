"""A product model as its page asks it: steps, questions and values in one language."""

from collections.abc import Iterator, Mapping

from app.catalogue.picture import Materials
from app.storefront.schemas import (
    GroupView,
    ModuleView,
    MultipleView,
    OptionView,
    PartView,
    ValueView,
)
from configurator.model import (
    Group,
    Module,
    Option,
    OptionKind,
    ProductModel,
    Scalar,
    Text,
    Value,
)
from configurator.modules import count_id, numbers, part_id
from configurator.multiples import answer_id


def groups_of(
    model: ProductModel, materials: Materials, language: str
) -> list[GroupView]:
    """Return the steps of the page, in the product's order."""
    page = _Page(model, materials, language)
    return [
        GroupView(id=group.id, name=group.name[language], options=page.questions(group))
        for group in model.groups
    ]


class _Page:
    """What a shopper is asked, with the flat options gathered as they belong."""

    def __init__(
        self, model: ProductModel, materials: Materials, language: str
    ) -> None:
        self.model = model
        self.materials = materials
        self.language = language
        self.multiple_of = {
            answer_id(multiple.id, value.id): multiple
            for multiple in model.multiples
            for value in multiple.values
        }
        self.module_of = {
            name: module
            for module in model.modules
            for name in (count_id(module.id), *_names(module))
        }

    def questions(self, group: Group) -> list[OptionView | MultipleView | ModuleView]:
        asked: dict[str, OptionView | MultipleView | ModuleView] = {}
        for name in group.options:
            module = self.module_of.get(name)
            if module is None:
                one = self._asked(name, "")
                asked.setdefault(one.id, one)
            elif module.id not in asked:
                asked[module.id] = self._module(module)
        return list(asked.values())

    def _module(self, module: Module) -> ModuleView:
        return ModuleView(
            id=module.id,
            kind="module",
            name=module.name[self.language],
            counted=self.model.option(count_id(module.id)).name[self.language],
            at_least=module.at_least,
            at_most=module.at_most,
            parts=[self._part(module, number) for number in numbers(module)],
        )

    def _part(self, module: Module, number: int) -> PartView:
        part = module.part(number)[self.language]
        asked: dict[str, OptionView | MultipleView] = {}
        for name in module.options:
            # Beside its part's name an option need not repeat it.
            one = self._asked(part_id(module.id, number, name), part)
            asked.setdefault(one.id, one)
        return PartView(name=part, options=list(asked.values()))

    def _asked(self, name: str, part: str) -> OptionView | MultipleView:
        multiple = self.multiple_of.get(name)
        if multiple is None:
            option = _option(self.model.option(name), self.materials, self.language)
            option.name = _without(part, option.name)
            return option
        return MultipleView(
            id=multiple.id,
            kind="multiple",
            name=_without(part, multiple.name[self.language]),
            help=multiple.help[self.language] if multiple.help else None,
            values=[_value(v, self.materials, self.language) for v in multiple.values],
            at_least=multiple.at_least or None,
            at_most=(
                multiple.at_most if multiple.at_most < len(multiple.values) else None
            ),
        )


def _names(module: Module) -> Iterator[str]:
    for number in numbers(module):
        for name in module.options:
            yield part_id(module.id, number, name)


def _without(part: str, name: str) -> str:
    """Return a name without the part in front of it, whatever colon follows."""
    if not part or not name.startswith(part):
        return name
    return name.removeprefix(part).lstrip(":： ")


def written(option: Option, value: Scalar, language: str) -> str:
    """Return a value as people read it: ``1,800 mm``, ``Oak oil``, ``yes``."""
    if option.kind is OptionKind.BOOLEAN:
        return {"en": ("no", "yes"), "zh": ("否", "是")}[language][bool(value)]
    if option.kind.is_numeric:
        return f"{value:,} {option.unit or ''}".strip()
    names: Mapping[str, Text] = {v.id: v.name for v in option.values}
    name = names.get(str(value))
    return name[language] if name else f"“{value}”"


def _option(option: Option, materials: Materials, language: str) -> OptionView:
    return OptionView(
        id=option.id,
        kind=option.kind.value,
        name=option.name[language],
        help=option.help[language] if option.help else None,
        unit=option.unit,
        values=[_value(value, materials, language) for value in option.values],
        minimum=None if option.minimum is None else float(option.minimum),
        maximum=None if option.maximum is None else float(option.maximum),
        step=None if option.step is None else float(option.step),
        max_length=option.max_length or None,
        pattern=option.pattern,
    )


def _value(value: Value, materials: Materials, language: str) -> ValueView:
    return ValueView(
        id=value.id,
        name=value.name[language],
        swatch=_colour(value.swatch, materials),
        note=value.note[language] if value.note else None,
    )


def _colour(swatch: str | None, materials: Materials) -> str | None:
    """Return the CSS colour of a swatch, which may be a material's id."""
    if swatch is None or swatch.startswith("#"):
        return swatch
    material = materials.get(swatch)
    return material.colour if material else None
