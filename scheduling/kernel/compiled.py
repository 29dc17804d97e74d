"""How the kernel's loops are compiled: at import, from a cache beside the files."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from numba import njit

_IMPORT = re.compile(r"^from scheduling\.kernel\.(\w+) import", re.MULTILINE)


@cache
def _files(name: str) -> frozenset[str]:
    """Modules of the package that one of them is compiled from."""
    found = {name}
    for other in _IMPORT.findall((Path(__file__).parent / f"{name}.py").read_text()):
        found |= _files(other)
    return frozenset(found)


@cache
def _stamp(name: str) -> tuple[tuple[str, int, int], ...]:
    """Names, times and sizes of the files that a module is compiled from."""
    paths = [Path(__file__).parent / f"{one}.py" for one in sorted(_files(name))]
    return tuple(
        (one.name, one.stat().st_mtime_ns, one.stat().st_size) for one in paths
    )


def compiled(*types: Any) -> Callable[[Any], Any]:
    """
    Compile a function for these argument types, without the interpreter's lock.

    Parameters
    ----------
    types
        Numba types of the arguments, in order.

    Notes
    -----
    Numba looks at a function's own file alone to see whether its cache is stale, so
    that a change in a callee would go unseen; here the files it is made of count.
    """

    def compile_now(function: Any) -> Any:
        name = function.__module__.rpartition(".")[2]
        dispatcher: Any = njit(nogil=True)(function)
        dispatcher.enable_caching()
        dispatcher._cache._cache_file._source_stamp = _stamp(name)  # noqa: SLF001 - see Notes
        dispatcher.compile(types)
        dispatcher.disable_compile()
        return dispatcher

    return compile_now
