"""The collector of cyclic garbage, kept away from millions of objects that live on."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_collecting() -> Iterator[None]:
    """
    Let many objects be made without looking for garbage among them.

    With ten thousand orders the search took two thirds of the time. The collector is
    the process's: other threads do without it meanwhile, too.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def leave_out_what_lives() -> None:
    """
    Take everything that is there out of later searches for garbage.

    For what is kept for long: a search through ten thousand orders holds every thread
    of the process up for the better part of a second. What nobody refers to any more
    is still freed at once; only circles that are closed already stay.
    """
    gc.collect(1)
    gc.freeze()
