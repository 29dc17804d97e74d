"""The content of a routing as one word: equal ones share their answers."""

from hashlib import blake2b

from scheduling.jobs import Job, Operation


def routing_signature(job: Job) -> str:
    """
    Hash of what decides when a job could be done; its id and dates are left out.

    Parameters
    ----------
    job
        Operations that are listed in another order have another signature.

    Notes
    -----
    A promise depends on the signature, the release and the capacity's version, and
    on nothing else: they are the key of a memo.
    """
    words = repr([_words(one) for one in job.operations])
    return blake2b(words.encode(), digest_size=16).hexdigest()


def _words(one: Operation) -> tuple[object, ...]:
    ways = [(way.resources, way.duration_min) for way in one.alternatives]
    rest = (one.is_resumable, one.wait_min, one.max_wait_min, one.units)
    return one.id, one.after, sorted(one.setup.items()), ways, rest, _needs(one)


def _needs(one: Operation) -> list[tuple[str, int]]:
    return sorted(one.materials.items())
