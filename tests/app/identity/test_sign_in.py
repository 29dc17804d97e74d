"""Signing in, out, and what a role may."""


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
