"""What keeps ``lotone up`` from starting is one sentence and exit code 2."""

import socket

import pytest
from click.testing import CliRunner

from app.cli import cli


@pytest.fixture
def up(tmp_path, monkeypatch):
    for name in ("STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)

    def run(*options: str, **env: str):
        arguments = ["up", "--data", str(tmp_path / "data"), *options]
        answer = CliRunner().invoke(cli, arguments, env=env)
        return answer.exit_code, answer.stderr

    return run


def one_sentence(answer: tuple[int, str], *words: str) -> None:
    code, said = answer
    assert code == 2
    assert len(said.strip().splitlines()) == 1
    for word in words:
        assert word in said


def test_a_busy_port(up):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        one_sentence(up("--port", str(port)), str(port), "--port")


def test_a_data_folder_that_cannot_be_written(up, tmp_path):
    (tmp_path / "file").write_text("no folder")
    one_sentence(up("--data", str(tmp_path / "file" / "data")), "--data")


def test_a_stripe_key_without_its_webhook_secret(up):
    answer = up(STRIPE_SECRET_KEY="sk_test_1")  # noqa: S106 - no secret
    one_sentence(answer, "STRIPE_WEBHOOK_SECRET")


def test_an_unreachable_database(up):
    answer = up("--port", "1", DATABASE_URL="postgresql://x@127.0.0.1:1/y")
    assert "DATABASE_URL" in answer[1]
    assert answer[0] == 2


def test_an_unreachable_broker(up):
    answer = up(BROKER_URL="redis://127.0.0.1:1/0")
    assert "BROKER_URL" in answer[1]
    assert answer[0] == 2


def test_a_database_we_do_not_speak(up):
    answer = up(DATABASE_URL="mysql://x@127.0.0.1/y")
    assert (answer[0], "DATABASE_URL" in answer[1]) == (2, True)
