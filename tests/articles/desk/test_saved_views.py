"""Views of one's own: saved from the list, opened, renamed, deleted; nobody else's."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import Client

from articles.desk.saved_views import MOST, kept
from articles.models import Agency, Byline, SavedView, Tag
from articles.models.saved_view import VIEW_NAME_LENGTH
from tests.articles.desk.browsing import words
from tests.articles.makers import make_article, make_author, make_section

LIST = "/admin/articles/article/"
ADD = f"{LIST}views/add/"

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]


@pytest.fixture
def bens(client: Client, ben: User) -> Client:
    """Ben's browser."""
    client.force_login(ben)
    return client


def save(client: Client, query: str, name: str) -> Any:
    return client.post(f"{ADD}?{query}", {"name": name}, follow=True)


def tabs(page: Any) -> dict[str, tuple[str, bool]]:
    """Return the tabs over a list: where each leads and whether it is open."""
    html = page.content.decode()
    html = html[html.index('<ul class="tabs">') : html.index("</nav>", html.index('<ul class="tabs">'))]
    found = re.findall(r'<a href="([^"]*)"( aria-current="page")?>([^<]*)', html)
    return {name.strip(): (address.replace("&amp;", "&"), bool(current)) for address, current, name in found}


def test_the_views_that_everybody_has(bens: Client) -> None:
    names = {"Mine", "In review", "Scheduled", "Live today", "Corrected"}
    assert names <= set(tabs(bens.get(LIST)))


def test_a_narrowed_list_is_saved_and_stands_above_the_list(bens: Client, ben: User) -> None:
    section = make_section("City")
    for headline, where in (("Port shut", "City"), ("Port open", "World"), ("Bridge", "City")):
        make_article(headline, section=where)
    query = f"section={section.pk}&q=port"
    page = bens.get(f"{LIST}?{query}&p=1")
    link = re.search(rf'href="({ADD}\?[^"]+)">Save this view…', page.content.decode())
    assert link, "offered while the list is narrowed"
    form = bens.get(link[1].replace("&amp;", "&"))
    assert 'value="City, “port”"' in form.content.decode(), "a name is offered"
    after = save(bens, query, "Ports in town")
    assert "The view “Ports in town” is saved." in words(after)
    assert tabs(after)["Ports in town"] == (f"?q=port&section={section.pk}", True)
    assert not any(current for name, (_, current) in tabs(after).items() if name != "Ports in town")
    assert [str(one) for one in after.context["cl"].result_list] == ["Port shut"]
    assert "Save this view…" not in words(after)
    assert SavedView.objects.get().user == ben
    assert tabs(bens.get(LIST))["Ports in town"][1] is False


def test_nobody_else_sees_renames_or_deletes_it(bens: Client, ana: User) -> None:
    save(bens, "q=port", "Ports")
    view, anas = SavedView.objects.get(), Client()
    anas.force_login(ana)
    assert "Ports" not in tabs(anas.get(LIST))
    for post in ({}, {"name": "Mine"}, {"_delete": "1"}):
        address = f"{LIST}views/{view.pk}/"
        assert (anas.post(address, post) if post else anas.get(address)).status_code == 404
    assert SavedView.objects.get().name == "Ports"


def test_renaming_and_deleting(bens: Client) -> None:
    save(bens, "q=port", "Ports")
    address = f"{LIST}views/{SavedView.objects.get().pk}/"
    assert f'href="{address}">Change this view…' in bens.get(f"{LIST}?q=port").content.decode()
    assert "Harbours" in tabs(bens.post(address, {"name": "Harbours"}, follow=True))
    after = bens.post(address, {"_delete": "1"}, follow=True)
    assert "The view “Harbours” is deleted." in words(after)
    assert "Harbours" not in tabs(after)
    assert after.redirect_chain == [(f"{LIST}?q=port", 302)]
    assert "Save this view…" in words(after), "it can be saved again"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "Give it a name."),
        ("  ", "Give it a name."),
        ("x" * (VIEW_NAME_LENGTH + 1), "At most 60 characters fit; this has 61."),
        ("PORTS", "You have a view of this name already."),
        ("Po\0rts", "Null characters are not allowed."),
    ],
)
def test_a_name_that_will_not_do_is_said_at_the_field(bens: Client, name: str, told: str) -> None:
    save(bens, "q=port", "Ports")
    page = save(bens, "q=bridge", name)
    assert told in words(page)
    if name.isprintable() and name.strip():
        assert f'value="{name}"' in page.content.decode()
    assert SavedView.objects.count() == 1


def test_two_people_may_use_one_name(bens: Client, ana: User) -> None:
    save(bens, "q=port", "Ports")
    anas = Client()
    anas.force_login(ana)
    save(anas, "q=port", "Ports")
    assert SavedView.objects.count() == 2


def test_the_whole_list_and_too_much_are_not_saved(bens: Client) -> None:
    assert "This is the whole list." in words(bens.get(ADD, follow=True))
    assert "This is the whole list." in words(bens.get(f"{ADD}?p=3&burn=1", follow=True))
    assert "This is too long to be saved." in words(bens.get(ADD, {"q": "x" * 1000}, follow=True))
    for number in range(MOST):
        save(bens, f"q={number}", f"View {number}")
    assert f"You have {MOST} views already." in words(save(bens, "q=more", "More"))
    assert SavedView.objects.count() == MOST


def test_only_what_narrows_the_list_is_kept_in_one_order() -> None:
    assert kept({"q": " port ", "p": "3", "show": "mine", "_popup": "1", "e": "1", "state": ""}) == "q=port&show=mine"
    assert kept({}) == ""


def test_what_it_holds_is_told_in_words_with_markup_as_text(bens: Client) -> None:
    author, agency = make_author("Ana Verhallow"), Agency.objects.create(name="Northwire")
    tag = Tag.objects.named_or_new("Ports")
    told = {
        "show=review": "In review",
        "state=live": "Live",
        f"tag={tag.pk}": "Ports",
        "tag=Ferries": "Ferries",
        f"byline=author:{author.pk}": "Ana Verhallow",
        f"byline=agency:{agency.pk}": "Northwire",
        "byline=Tom": "Tom",
        "q=<b>bold</b>": "“&lt;b&gt;bold&lt;/b&gt;”",
        "show=burn&q=x": "“x”",
    }
    for query, expected in told.items():
        assert expected in bens.get(f"{ADD}?{query}").content.decode(), query
    for query in ("section=99", "section=x", "byline=author:", "tag=" + "9" * 40, "state=burn"):
        assert bens.get(f"{ADD}?{query}").status_code == 200, query
    save(bens, "q=port", "<script>alert(1)</script>")
    assert "<script>alert" not in bens.get(LIST).content.decode()


def test_a_view_of_what_is_gone_shows_nothing(bens: Client) -> None:
    article = make_article(tags=["Ports"])
    tag = Tag.objects.get()
    save(bens, f"tag={tag.pk}", "Ports")
    article.tagged.all().delete()
    Byline.objects.all().delete()
    tag.delete()
    assert bens.get(f"{LIST}?tag={tag.pk}").status_code == 200


def test_only_who_sees_stories_and_by_a_form_of_ours(client: Client, ben: User, django_user_model: Any) -> None:
    client.force_login(django_user_model.objects.create_user("kit", is_staff=True))
    assert client.get(f"{ADD}?q=x").status_code == client.post(f"{ADD}?q=x", {"name": "X"}).status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ben)
    assert strict.post(f"{ADD}?q=x", {"name": "X"}).status_code == 403
    assert strict.put(f"{ADD}?q=x").status_code in {403, 405}
    assert not SavedView.objects.exists()


def test_the_database_takes_a_name_once_and_no_empty_view(ben: User) -> None:
    SavedView.objects.create(user=ben, name="Ports", query="q=port")
    for values in ({"name": "Ports", "query": "q=x"}, {"name": "All", "query": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SavedView.objects.create(user=ben, **values)
