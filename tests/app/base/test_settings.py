"""Reading the environment: every problem at once, each naming its variable."""

import pytest

from app.base.settings import Settings, SettingsError, keep_secret


def test_a_stripe_key_without_its_webhook_secret_is_refused():
    with pytest.raises(SettingsError, match="STRIPE_WEBHOOK_SECRET"):
        Settings.from_environment({"STRIPE_SECRET_KEY": "sk_test_1"})


def test_all_problems_come_at_once():
    env = {"LOTONE_HTTPS": "yes", "LOTONE_LOG": "xml", "LOTONE_TRUSTED_PROXIES": "a"}
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment(env)
    assert len(caught.value.problems) == 3


def test_the_secret_survives_a_restart(tmp_path):
    env = {"LOTONE_DATA": str(tmp_path)}
    first = Settings.from_environment(env)
    keep_secret(first)
    assert Settings.from_environment(env).secret_key == first.secret_key
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0
    assert first.secret_key not in repr(first)


def test_a_guessable_secret_is_refused_and_a_long_one_taken():
    with pytest.raises(SettingsError, match="LOTONE_SECRET_KEY"):
        Settings.from_environment({"LOTONE_SECRET_KEY": "short"})
    kept = Settings.from_environment({"LOTONE_SECRET_KEY": "k" * 32})
    assert kept.secret_key == "k" * 32
