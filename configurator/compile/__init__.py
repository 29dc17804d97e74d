"""From a product model to clauses, once per published version."""

from configurator.compile.compiled import CompiledModel, compile_model

__all__ = ["CompiledModel", "compile_model"]
