"""What a worker loads before its first plan, so that no plan waits for it."""


def warm_planner() -> None:
    """Load the solver and its compiled kernels: seconds once, not within a plan."""
    # Only workers call this: the web process loads neither before it needs them.
    import scheduling.solve  # noqa: F401, PLC0415 - see above
    from scheduling.kernel import warm  # noqa: PLC0415 - see above

    warm()
