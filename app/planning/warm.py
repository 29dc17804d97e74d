"""What processes load at their start, so that no request and no plan waits for it."""


def load_kernel() -> None:
    """Load what promises and mending are computed with: a second, once."""
    # Only who serves or plans calls this: commands that do neither start without it.
    import scheduling.replan  # noqa: F401, PLC0415 - see above
    from scheduling.kernel import warm  # noqa: PLC0415 - see above

    warm()


def warm_planner() -> None:
    """Load the solver and its compiled kernels: seconds once, not within a plan."""
    # Only workers call this: OR-Tools is not for the web process.
    import scheduling.solve  # noqa: F401, PLC0415 - see above

    load_kernel()
