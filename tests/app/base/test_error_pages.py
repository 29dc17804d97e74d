"""What a person reads where there is no page, or none for them."""

import pytest

PERSON = {"Accept": "text/html"}
CHINESE = {**PERSON, "Accept-Language": "zh-CN,zh;q=0.9"}


@pytest.mark.parametrize("path", ["/nowhere", "/p/nothing", "/o/nothing"])
def test_a_wrong_address_is_told_in_the_readers_language(shopper, path):
    english = shopper.get(path, headers=PERSON)
    chinese = shopper.get(path, headers=CHINESE)
    assert english.status_code == chinese.status_code == 404
    assert "There is nothing at this address." in english.text
    assert '<html lang="zh-Hans">' in chinese.text
    assert chinese.text.count("这个地址没有内容。") == 1


def test_the_language_once_chosen_holds_on_error_pages(shopper):
    shopper.get("/?lang=zh", headers=PERSON)
    assert "返回商店" in shopper.get("/nowhere", headers=PERSON).text


def test_the_wrong_role_is_offered_another_sign_in(planner):
    english = planner.get("/studio", headers=PERSON)
    assert english.status_code == 403
    assert "This needs the role merchandiser." in english.text
    assert 'href="/sign-in?next=/studio"' in english.text
    assert "需要商品管理账号。" in planner.get("/studio", headers=CHINESE).text


@pytest.mark.parametrize("page", ["/studio", "/floor"])
def test_staff_sign_out_where_they_work(admin, page):
    assert 'action="/sign-out"' in admin.get(page, headers=PERSON).text
    assert admin.submit("/sign-out").status_code == 303
    assert admin.get(page, headers=PERSON).status_code == 303
