"""Editors come in through the admin's login."""

from django.contrib.auth.models import User
from playwright.sync_api import Page, expect


def test_an_editor_logs_in(page: Page, django_user_model: type[User]) -> None:
    django_user_model.objects.create_superuser("ada", password="harbour-lights")
    page.goto("/admin/")
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Please enter the correct username and password")).to_be_visible()
    page.get_by_label("Password").fill("harbour-lights")
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url(page.url.split("/admin/")[0] + "/admin/")
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


def test_the_desk_fixture_is_ben(desk: Page) -> None:
    desk.goto("/admin/")
    expect(desk.get_by_role("button", name="Log out")).to_be_visible()
    expect(desk.get_by_text("Ben", exact=True)).to_be_visible()
