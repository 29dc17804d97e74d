"""From a product model to circuits and clauses, once per published version."""

from configurator.compile.build import compile_model
from configurator.compile.compiled import CompiledModel
from configurator.compile.portfolio import Limits

__all__ = ["CompiledModel", "Limits", "compile_model"]
