"""How the kernel's loops are compiled: once, into a cache beside the files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from numba import njit

_Function = TypeVar("_Function", bound=Callable[..., Any])


def _stamp() -> tuple[tuple[str, int, int], ...]:
    """Names, times and sizes of the files that the kernel is compiled from."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return tuple((f.name, f.stat().st_mtime_ns, f.stat().st_size) for f in files)


_STAMP = _stamp()


def compiled(function: _Function) -> _Function:
    """
    Compile a function at its first call, without the interpreter's lock.

    Notes
    -----
    Numba looks at a function's own file alone to see whether its cache is stale, so
    that a change in a callee would go unseen; here all files of the kernel count.
    """
    dispatcher: Any = njit(nogil=True)(function)
    dispatcher.enable_caching()
    dispatcher._cache._cache_file._source_stamp = _STAMP  # noqa: SLF001 - see Notes
    return dispatcher  # type: ignore[no-any-return] # it is called like the function


def inlined(function: _Function) -> _Function:
    """Compile a function into its callers."""
    dispatcher: Any = njit(inline="always")(function)
    return dispatcher  # type: ignore[no-any-return] # as above
