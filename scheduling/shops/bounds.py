"""Makespans that no solution of a plain job shop can beat, by counting alone."""

from __future__ import annotations

from scheduling.shops.instance import ShopInstance


def least_makespan(instance: ShopInstance) -> int:
    """
    Greatest of three bounds: the longest job, the mean load, the bound machines.

    Notes
    -----
    An operation that has one machine only binds it. A machine is open from the least
    head of what it is bound to do, and after its last the least tail must follow.
    """
    total = 0
    longest = 0
    bound: dict[int, tuple[int, int, int]] = {}
    for job in instance.jobs:
        least = [min(duration for _, duration in ways) for ways in job]
        whole = sum(least)
        total += whole
        longest = max(longest, whole)
        head = 0
        for ways, quickest in zip(job, least, strict=True):
            machines = {machine for machine, _ in ways}
            if len(machines) == 1:
                (machine,) = machines
                tail = whole - head - quickest
                known = bound.get(machine, (head, 0, tail))
                bound[machine] = (
                    min(known[0], head),
                    known[1] + quickest,
                    min(known[2], tail),
                )
            head += quickest
    loads = (sum(parts) for parts in bound.values())
    return max(longest, -(-total // max(1, instance.machines)), *loads, 0)
