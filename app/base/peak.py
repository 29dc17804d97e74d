"""How much memory the work took at its worst."""

import resource
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_mb() -> float:
    """
    Return the peak of this process and that of its largest child together, in MB.

    Notes
    -----
    Never less than both held at one time, and often more: the peaks may lie apart, and
    Linux counts the memory of whoever starts a program as that program's, too. This
    process's own therefore comes from ``/proc`` where there is one.
    """
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    unit = 1 if sys.platform == "darwin" else 1024
    return round((children * unit + _own_kb() * 1024) / 1e6, 1)


def _own_kb() -> int:
    if _STATUS.exists():
        for line in _STATUS.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size // 1024 if sys.platform == "darwin" else size
