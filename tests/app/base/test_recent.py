"""What was used most recently is kept, also under threads."""

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from app.base.recent import Recent


@given(st.lists(st.integers(0, 9), max_size=60), st.integers(1, 5))
def test_it_keeps_exactly_the_last_used_keys(keys: list[int], size: int) -> None:
    recent: Recent[int, str] = Recent(size)
    model: list[int] = []
    for key in keys:
        made: list[int] = []

        def make(key: int = key, made: list[int] = made) -> str:
            made.append(key)
            return str(key)

        assert recent.get_or_make(key, make) == str(key)
        assert bool(made) == (key not in model)
        model = [k for k in model if k != key] + [key]
        model = model[-size:]


def test_threads_get_one_value_for_one_key() -> None:
    recent: Recent[int, object] = Recent(4)
    with ThreadPoolExecutor(8) as pool:
        values = list(pool.map(lambda _: recent.get_or_make(1, object), range(200)))
    assert len({id(value) for value in values[8:]}) == 1
