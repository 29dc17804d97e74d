"""The whole house running as a newcomer starts it, and a real browser to use it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    expect,
    sync_playwright,
)

from tests.browser.browser_binary import ARGUMENTS, find_chromium
from tests.services.postgres import Postgres
from tests.services.redis import Redis

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "lot-one-demo"  # noqa: S105 - the demo prints it on the screen
_START_S = 150
_PATIENCE_MS = 30_000
# A picture drawn without a graphics card takes the processor from everything else.
expect.set_options(timeout=_PATIENCE_MS)


@dataclass(frozen=True)
class House:
    """
    A running installation with the demo tenant.

    Parameters
    ----------
    url
        Without a slash at the end.
    data
        Its data folder.
    """

    url: str
    data: Path


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Web and worker under their supervisor, as ``lotone up`` starts them."""
    with _running(tmp_path_factory.mktemp("house"), {}) as running:
        yield running


@pytest.fixture(scope="session")
def grown_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Run the same house on PostgreSQL and Redis, by environment variables alone."""
    with Postgres() as postgres, Redis() as redis:
        postgres.execute("CREATE DATABASE grown OWNER lotone")
        env = {"DATABASE_URL": postgres.url("grown"), "BROKER_URL": redis.url}
        with _running(tmp_path_factory.mktemp("grown"), env) as running:
            yield running


@contextmanager
def _running(data: Path, env: Mapping[str, str]) -> Iterator[House]:
    port = free_port()
    log = (data / "up.log").open("wb")
    command = [sys.executable, "-m", "app.cli", "up", "--port", str(port)]
    up = subprocess.Popen(  # noqa: S603 - our own command
        [*command, "--data", str(data / "data")],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(up, url, data / "up.log")
        yield House(url, data / "data")
    finally:
        up.send_signal(signal.SIGINT)
        try:
            up.wait(20)
        except subprocess.TimeoutExpired:
            up.kill()
        log.close()


def _wait_for(up: subprocess.Popen[bytes], url: str, log: Path) -> None:
    for _ in range(_START_S * 2):
        assert up.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(f"{url}/readyz", timeout=5).close()  # noqa: S310 - our own address
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
        else:
            return
    raise AssertionError(f"not ready in {_START_S} s:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Chromium, the system's or the one from npm."""
    chromium = find_chromium(ROOT / ".venv" / "browser")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=str(chromium.path),
            args=list(ARGUMENTS),
            env={**os.environ, **chromium.environment},
        )
        yield launched
        launched.close()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page of a fresh visitor; a script error or a broken answer fails."""
    contexts: list[BrowserContext] = []
    broken: list[str] = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(
            viewport={"width": 1280, "height": 800},
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(_PATIENCE_MS)
        page = context.new_page()
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on(
            "response",
            lambda answer: (
                broken.append(f"{answer.status} {answer.url}")
                if answer.status >= 500
                else None
            ),
        )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert broken == []


@pytest.fixture
def sign_in(visitor: Callable[..., Page]) -> Callable[[House, str], Page]:
    """Open a page in which a demo user of that role is signed in."""

    def signed_in(house: House, role: str) -> Page:
        page = visitor()
        page.goto(f"{house.url}/sign-in")
        page.fill("input[name=email]", f"{role}@demo.example")
        page.fill("input[name=password]", PASSWORD)
        page.click("form button")
        page.wait_for_url(lambda url: "/sign-in" not in url)
        return page

    return signed_in


def screenshot(page: Page, name: str) -> None:
    """Keep what a person would see where ``LOTONE_SCREENSHOTS`` names a folder."""
    if folder := os.environ.get("LOTONE_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in here drives a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
