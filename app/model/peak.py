"""How much memory the work took at its worst."""

import resource
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_mb() -> float:
    """
    Return the greatest memory of this process or one of its children, in MB.

    Notes
    -----
    Linux hands the peak of whoever started a program on to it through ``getrusage``;
    the program's own stands in ``/proc``.
    """
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    own = _own_kb()
    unit = 1 if sys.platform == "darwin" else 1024
    return round(max(children * unit, own * 1024) / 1e6, 1)


def _own_kb() -> int:
    if _STATUS.exists():
        for line in _STATUS.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size // 1024 if sys.platform == "darwin" else size
