"""The sample products, read as a publish reads them, and valid variants of them."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from configurator.compile import CompiledModel, compile_model
from configurator.complete import complete
from configurator.environment import environment
from configurator.formats.document import read_product
from configurator.formats.folder import read_folder
from configurator.model import Option, OptionKind, ProductModel
from configurator.results import Conflict
from configurator.scope import scope_of
from models3d.assembly import Assembly, Material
from models3d.evaluate import Unmakeable, evaluate
from models3d.materials import read_materials
from models3d.tree import ProductTree, read_tree

SAMPLES = Path(__file__).parents[2] / "app" / "catalogue" / "samples"
FURNITURE = ("wardrobe", "shelving", "table")
SLUGS = (*FURNITURE, "shirt", "hoodie")


@dataclass(frozen=True)
class Sample:
    model: ProductModel
    compiled: CompiledModel
    tree: ProductTree

    def variant(self, **choices: Any) -> Mapping[str, Any]:
        found = complete(self.compiled, choices)
        assert not isinstance(found, Conflict), found
        return found

    def assemble(self, configuration: Mapping[str, Any]) -> Assembly:
        found = evaluate(self.tree, environment(self.model, configuration))
        assert not isinstance(found, Unmakeable), found.problems
        return found

    def build(self, **choices: Any) -> Assembly:
        return self.assemble(self.variant(**choices))

    def random_variants(self, seed: int, count: int) -> Iterator[Mapping[str, Any]]:
        """Yield completions of a few random choices each, contradictions left out."""
        chance = random.Random(seed)
        while count:
            options = chance.sample(self.model.options, k=chance.randint(1, 6))
            found = complete(self.compiled, {o.id: _pick(o, chance) for o in options})
            if not isinstance(found, Conflict):
                count -= 1
                yield found


def _pick(option: Option, chance: random.Random) -> Any:
    match option.kind:
        case OptionKind.ENUMERATED:
            return chance.choice(option.values).id
        case OptionKind.BOOLEAN:
            return chance.random() < 0.5
        case OptionKind.TEXT:
            return ""
        case _:
            assert option.minimum is not None
            assert option.maximum is not None
            assert option.step is not None
            steps = int((option.maximum - option.minimum) / option.step)
            step = chance.choice((0, steps, chance.randint(0, steps)))
            return option.minimum + step * option.step


@cache
def sample(slug: str) -> Sample:
    folder = SAMPLES / slug
    files = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    document, positions = read_folder(files)
    model = read_product(document, positions)
    tree = read_tree(document["tree"], scope_of(model).types)
    return Sample(model, compile_model(model), tree)


@cache
def materials() -> Mapping[str, Material]:
    found: dict[str, Material] = {}
    for name in ("materials.yaml", "fabrics.yaml"):
        found.update(read_materials(yaml.safe_load((SAMPLES / name).read_text())))
    return found
