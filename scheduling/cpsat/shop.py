"""
The exact model of a plain flexible job shop: hinted, bounded, stopped at will.

It knows numbers only: machines from 0, operations by job, ways as pairs of machine and
duration.
"""

from collections.abc import Callable, Sequence

from ortools.sat.python import cp_model

Ways = Sequence[tuple[int, int]]


class ExactShop:
    """
    A shop whose makespan lies between two bounds.

    Parameters
    ----------
    machines
        How many.
    jobs
        By job and operation, the ways.
    least, most
        Makespans between which to look; ``most`` is that of the hint.
    hint
        Starts and machines of a known solution, by operation.
    on_solution
        Called with starts and machines of every solution better than the hint.
    on_bound
        Called with every makespan that was proven to be the least possible.
    """

    def __init__(  # noqa: PLR0913 what it knows and whom it tells, by name
        self,
        machines: int,
        jobs: Sequence[Sequence[Ways]],
        *,
        least: int,
        most: int,
        hint: tuple[Sequence[int], Sequence[int]],
        on_solution: Callable[[list[int], list[int]], None],
        on_bound: Callable[[int], None],
    ) -> None:
        self._model = cp_model.CpModel()
        self._solver = cp_model.CpSolver()
        self._on_solution = on_solution
        self._on_bound = on_bound
        self._starts: list[cp_model.IntVar] = []
        self._chosen: list[list[tuple[int, cp_model.IntVar]]] = []
        self._on_machine: list[list[cp_model.IntervalVar]] = [
            [] for _ in range(machines)
        ]
        self._work: list[list[cp_model.LinearExprT]] = [[] for _ in range(machines)]
        self._makespan = self._model.new_int_var(least, most, "")
        self._most = most
        self._hint = hint
        for job in jobs:
            self._add_job(job)
        for intervals, work in zip(self._on_machine, self._work, strict=True):
            self._model.add_no_overlap(intervals)
            self._model.add(sum(work) <= self._makespan)
        self._model.minimize(self._makespan)

    def _add_job(self, job: Sequence[Ways]) -> None:
        """Add a chain; its operations start within what the others of it leave."""
        quickest = [min(duration for _, duration in ways) for ways in job]
        head, tail = 0, sum(quickest)
        last: cp_model.LinearExprT = 0
        for ways, least in zip(job, quickest, strict=True):
            tail -= least
            last = self._add_operation(ways, head, last, tail)
            head += least

    def _add_operation(
        self, ways: Ways, head: int, last: cp_model.LinearExprT, tail: int
    ) -> cp_model.LinearExprT:
        model = self._model
        at = len(self._starts)
        start = model.new_int_var(head, max(head, self._most - tail), "")
        model.add(start >= last)
        model.add_hint(start, self._hint[0][at])
        shortest: dict[int, int] = {}
        for machine, duration in ways:
            shortest[machine] = min(duration, shortest.get(machine, duration))
        chosen = [(machine, model.new_bool_var("")) for machine in shortest]
        model.add_exactly_one(flag for _, flag in chosen)
        for machine, flag in chosen:
            model.add_hint(flag, machine == self._hint[1][at])
            duration = shortest[machine]
            interval = model.new_optional_fixed_size_interval_var(
                start, duration, flag, ""
            )
            self._on_machine[machine].append(interval)
            self._work[machine].append(duration * flag)
        end = start + sum(shortest[machine] * flag for machine, flag in chosen)
        model.add(end + tail <= self._makespan)
        self._starts.append(start)
        self._chosen.append(chosen)
        return end

    def solve(self, *, seconds: float, seed: int, workers: int = 1) -> int | None:
        """Solve; return the least makespan if it was proven, ``None`` otherwise."""
        self._solver.parameters.max_time_in_seconds = seconds
        self._solver.parameters.random_seed = seed % 2**31
        self._solver.parameters.num_workers = workers
        self._solver.best_bound_callback = lambda bound: self._on_bound(int(bound))
        found = self._solver.solve(self._model, _Listener(self))
        if found == cp_model.OPTIMAL:
            return round(self._solver.objective_value)
        return None

    def stop(self) -> None:
        """Make a running search return soon; from any thread, and often."""
        self._solver.stop_search()

    def tell(self, value: Callable[[cp_model.IntVar], int]) -> None:
        """Hand a solution to who listens."""
        machines = [
            next(machine for machine, flag in chosen if value(flag))
            for chosen in self._chosen
        ]
        self._on_solution([value(start) for start in self._starts], machines)


class _Listener(cp_model.CpSolverSolutionCallback):
    """Hands every solution over as it is found."""

    def __init__(self, shop: ExactShop) -> None:
        super().__init__()
        self._shop = shop

    def on_solution_callback(self) -> None:
        """Read the solution out."""
        self._shop.tell(self.value)
