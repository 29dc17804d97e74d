"""What a web process has loaded before anybody asks it for a promise."""

import gc
import os
import subprocess
import sys

import pytest

from app.base.collecting import leave_out_what_lives, not_collecting


def test_a_web_process_has_the_kernel_before_its_first_request(root, tmp_path):
    """The first promise and the first mending once compiled or loaded it themselves."""
    program = (
        "import sys, pkgutil; from app.factory import web; web();"
        "import scheduling.kernel as kernel;"
        "names = {f'scheduling.kernel.{m.name}'"
        " for m in pkgutil.iter_modules(kernel.__path__)};"
        "wanted = names | {'scheduling.replan', 'scheduling.promise'};"
        "print(len(names), sorted(wanted - set(sys.modules)), 'ortools' in sys.modules)"
    )
    said = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "LOTONE_DATA": str(tmp_path),
            "LOTONE_SECRET_KEY": "0123456789abcdef" * 4,
        },
    )
    count, rest = said.stdout.split(maxsplit=1)
    assert int(count) > 20
    assert rest.strip() == "[] False"


def test_the_collector_is_left_as_it_was_found():
    assert gc.isenabled()

    def failing() -> None:
        with not_collecting():
            assert not gc.isenabled()
            raise LookupError

    with pytest.raises(LookupError):
        failing()
    assert gc.isenabled()
    gc.disable()
    try:
        with not_collecting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_lives_on_is_not_looked_through_again():
    kept = [[n] for n in range(1000)]
    try:
        leave_out_what_lives()
        assert gc.get_freeze_count() > len(kept)
        assert not any(one is kept for one in gc.get_objects())
    finally:
        gc.unfreeze()
