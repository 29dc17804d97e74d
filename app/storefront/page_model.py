"""A product model as its page asks it: steps, questions and values in one language."""

from collections.abc import Mapping

from app.catalogue.picture import Materials
from app.storefront.schemas import GroupView, OptionView, ValueView
from configurator.model import Option, OptionKind, ProductModel, Scalar, Text


def groups_of(
    model: ProductModel, materials: Materials, language: str
) -> list[GroupView]:
    """Return the steps of the page, in the product's order."""
    options = {option.id: option for option in model.options}
    return [
        GroupView(
            id=group.id,
            name=group.name[language],
            options=[_option(options[o], materials, language) for o in group.options],
        )
        for group in model.groups
    ]


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
        values=[
            ValueView(
                id=value.id,
                name=value.name[language],
                swatch=_colour(value.swatch, materials),
                note=value.note[language] if value.note else None,
            )
            for value in option.values
        ],
        minimum=None if option.minimum is None else float(option.minimum),
        maximum=None if option.maximum is None else float(option.maximum),
        step=None if option.step is None else float(option.step),
        max_length=option.max_length or None,
        pattern=option.pattern,
    )


def _colour(swatch: str | None, materials: Materials) -> str | None:
    """Return the CSS colour of a swatch, which may be a material's id."""
    if swatch is None or swatch.startswith("#"):
        return swatch
    material = materials.get(swatch)
    return material.colour if material else None
