"""Signing in, out, and what a role may."""

from dataclasses import replace

from sqlalchemy import select

from app.base.ids import token_hash
from app.factory import create_app
from app.identity.models import SignInRow

PASSWORD = "a workshop with nothing to hide"  # noqa: S105 - a test's password


def test_the_signed_in_user_is_known_by_the_cookie(merchandiser):
    me = merchandiser.get("/api/me").get_json()
    assert me["roles"] == ["merchandiser"]


def test_a_wrong_password_signs_nobody_in(shopper):
    answer = shopper.submit("/sign-in", email="admin@demo.test", password="no")  # noqa: S106 - wrong on purpose
    assert answer.status_code == 403
    assert shopper.get("/api/me").get_json()["email"] is None


def test_after_signing_out_the_cookie_is_worth_nothing(merchandiser):
    kept = merchandiser.client.get_cookie("lotone_session").value
    merchandiser.submit("/sign-out")
    merchandiser.client.set_cookie("lotone_session", kept)
    assert merchandiser.get("/api/me").get_json()["email"] is None


def test_a_form_without_the_token_is_refused(shopper):
    shopper.get("/sign-in")
    answer = shopper.client.post("/sign-in", data={"email": "a", "password": "b"})
    assert answer.status_code == 403
    assert answer.get_json()["code"] == "csrf_refused"


def test_sessions_end(merchandiser, clock):
    clock.advance(days=15)
    assert merchandiser.get("/api/me").get_json()["email"] is None


def test_only_the_hash_of_a_session_is_stored(merchandiser, session):
    token = merchandiser.client.get_cookie("lotone_session").value
    stored = session.scalars(select(SignInRow.token_hash)).all()
    assert token not in stored
    assert token_hash(token) in stored


def test_a_write_from_another_origin_is_refused(merchandiser):
    answer = merchandiser.post("/sign-out", headers={"Origin": "https://evil.test"})
    assert (answer.status_code, answer.get_json()["code"]) == (403, "csrf_refused")


def test_session_cookies_are_hidden_from_scripts_and_other_sites(shopper):
    answer = shopper.submit("/sign-in", email="admin@demo.test", password=PASSWORD)
    (cookie,) = [
        c for c in answer.headers.getlist("Set-Cookie") if "lotone_session" in c
    ]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_the_language_is_chosen_by_address_then_cookie_then_browser(shopper):
    def language(path: str, accepted: str = "") -> str:
        answer = shopper.get(path, headers={"Accept-Language": accepted})
        return answer.get_json()["language"]

    assert language("/api/me", "zh-CN,zh;q=0.9") == "zh"
    assert language("/api/me?lang=en", "zh-CN") == "en"
    assert language("/api/me", "zh-CN") == "en"
    assert language("/api/me?lang=zh") == "zh"
    assert "登录" in shopper.get("/sign-in").get_data(as_text=True)


def test_sign_ins_are_limited(settings, services, clock):
    limited = create_app(
        replace(settings, limits_rates=True), clock=clock, services=services
    )
    browser = limited.test_client()
    codes = [
        browser.post("/sign-in", data={"email": "a"}).status_code for _ in range(11)
    ]
    assert codes[-1] == 429
    assert 429 not in codes[:10]
