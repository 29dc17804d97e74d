"""Who opens a staff page is asked to sign in and comes back to it."""


def test_a_person_is_led_to_the_sign_in_page_and_back(shopper):
    answer = shopper.get("/studio/wardrobe?lang=en", headers={"Accept": "text/html"})
    assert answer.status_code == 303
    assert answer.location == "/sign-in?next=/studio/wardrobe%3Flang%3Den"


def test_a_program_is_told_in_a_problem_document(shopper):
    answer = shopper.get("/api/studio/products")
    assert answer.status_code == 401
    assert answer.get_json()["code"] == "sign_in_needed"
