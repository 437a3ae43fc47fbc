"""The record at the desk: who sees it, what it says, that nobody changes it, and what a spreadsheet gets."""

import csv
import datetime as dt
import io
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

from articles import publishing
from articles.desk.groups import ensure_groups
from articles.models import Act, Record
from articles.recording import record
from tests.articles.desk.browsing import Desk
from tests.articles.makers import make_article, make_section
from tests.conftest import person

LIST = "/admin/articles/record/"
EXPORT = f"{LIST}export/"
MARKUP = "<script>alert(1)</script>"


def seen(desk: Desk, **asked: Any) -> list[str]:
    """Return the titles on the page, in its order."""
    response = desk.client.get(LIST, asked)
    assert response.status_code == 200
    return [entry.title for entry in response.context["cl"].result_list]


def lines(response: Any) -> list[list[str]]:
    """Return the lines of an export, without the heading."""
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))[1:]


@pytest.mark.parametrize(("group", "status"), [("Reporter", 403), ("Photo editor", 403), ("Desk editor", 200)])
def test_desk_editors_see_the_record_and_reporters_do_not(group: str, status: int, db: None) -> None:
    desk = Desk(person("Kim", group))
    for address in (LIST, EXPORT):
        assert desk.client.get(address).status_code == status
    assert Client().get(LIST).status_code == 302


@pytest.mark.parametrize("way", ["add/", "{}/change/", "{}/delete/", ""])
def test_nobody_changes_it_by_any_address(way: str, ada: User) -> None:
    entry = record(ada, Act.SETTING, "A setting", reason="Mine")
    client = Desk(ada).client
    forged = {"action": "delete_selected", "_selected_action": entry.pk, "reason": "Other", "post": "yes"}
    forged |= {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": entry.pk, "_save": "Save"}
    response = client.post(LIST + way.format(entry.pk), forged)
    assert response.status_code in {200, 302, 403}
    assert Record.objects.get(pk=entry.pk).reason == "Mine"
    assert client.get(f"{LIST}{entry.pk}/change/").status_code == 302
    assert client.get(f"{LIST}{entry.pk}/delete/").status_code == 403
    assert client.get(f"{LIST}add/").status_code == 403


def test_an_entry_says_who_did_what_with_before_and_after(desk: Desk, ben: User, live: Any) -> None:
    publishing.withdraw(live, by=ben)
    page = desk.client.get(LIST, {"act": "withdrawn"}).content.decode()
    assert "Withdrew" in page
    assert "Ben" in page
    assert "<del>version 1, “Harbour opens”</del> <ins>nothing</ins>" in page
    assert "2 Mar 2026, 14:00:00" in page  # Paris


def test_markup_is_text(desk: Desk, ben: User, db: None) -> None:
    record(ben, Act.CHANGED, MARKUP, before={MARKUP: MARKUP}, after={MARKUP: [f"{MARKUP}!"]}, reason=MARKUP)
    ben.first_name = MARKUP
    record(ben, Act.CHANGED, make_section(MARKUP))
    page = desk.client.get(LIST).content.decode()
    assert MARKUP not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;!" in page


def test_it_is_searched_by_who_what_and_why(desk: Desk, ben: User, ana: User) -> None:
    record(ben, Act.CHANGED, "Košice", reason="Renamed")
    record(ana, Act.CHANGED, "Harbour", reason="Typed wrong")
    assert seen(desk, q="kosice") == ["Košice"]
    assert seen(desk, q="ANA harbour") == ["Harbour"]
    assert seen(desk, q="wrong") == ["Harbour"]
    assert seen(desk, q="ben wrong") == []
    assert seen(desk, q="100%_") == []


def test_it_is_narrowed_by_act_person_day_and_thing(desk: Desk, ben: User, ana: User, clock: Any) -> None:
    section = make_section("World")
    noon = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
    record(ben, Act.SETTING, section, at=noon)
    record(ana, Act.CHANGED, "Last second", at=dt.datetime(2026, 3, 1, 22, 59, 59, tzinfo=dt.UTC))
    record(ana, Act.CHANGED, "Midnight in Paris", at=dt.datetime(2026, 3, 1, 23, tzinfo=dt.UTC))

    assert seen(desk, act="setting") == ["World"]
    assert seen(desk, who=ana.pk) == ["Midnight in Paris", "Last second"]
    assert seen(desk, who="an") == ["Midnight in Paris", "Last second"]
    assert seen(desk, about=f"articles.section:{section.pk}") == ["World"]
    assert seen(desk, **{"from": "2026-03-02", "act": "changed"}) == ["Midnight in Paris"]
    assert seen(desk, until="2026-03-01") == ["Last second"]
    everything = seen(desk)
    for asked in ({"act": "danced"}, {"from": "yesterday"}, {"until": "9999-12-31"}):
        assert seen(desk, **asked) == everything
    assert seen(desk, about="x\0") == seen(desk, who="9" * 40) == []


def test_pages_are_told_by_where_they_begin(desk: Desk, ben: User, db: None) -> None:
    for number in range(120):
        record(ben, Act.CHANGED, f"Entry {number:03}")
    first = desk.client.get(LIST, {"act": "changed"}).context["cl"]
    assert [entry.title for entry in first.result_list][::49] == ["Entry 119", "Entry 070"]
    record(ben, Act.CHANGED, "Meanwhile")
    second = desk.client.get(LIST + first.older).context["cl"]
    assert [entry.title for entry in second.result_list][::49] == ["Entry 069", "Entry 020"]
    third = desk.client.get(LIST + second.older).context["cl"]
    assert ([entry.title for entry in third.result_list][-1], third.older) == ("Entry 000", "")
    back = desk.client.get(LIST + third.newer).context["cl"]
    assert [entry.pk for entry in back.result_list] == [entry.pk for entry in second.result_list]
    assert "act=changed" in back.newer


@pytest.mark.parametrize("key", ["", "x", "1", "9" * 18 + "." + "9" * 18, "٣.٣"])
def test_a_page_that_is_none_is_no_error(desk: Desk, key: str, db: None) -> None:
    assert desk.client.get(LIST, {"before": key}).status_code == 200


def test_the_export_holds_what_is_filtered_and_no_formula(desk: Desk, ben: User, db: None) -> None:
    for title in ("=1+1", "+1", "-1", "@x", "\tx", " =x", 'Plain; "quoted"\nand, broken'):
        record(ben, Act.CHANGED, title, before={"Name": "a"}, after={"Name": ["b", "c"]}, reason="Why")
    record(ben, Act.SETTING, "Not asked for")
    response = desk.client.get(EXPORT, {"act": "changed"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    rows = lines(response)
    titles = [row[4] for row in rows]
    assert titles == ['Plain; "quoted"\nand, broken', "' =x", "'\tx", "'@x", "'-1", "'+1", "'=1+1"]
    assert rows[0][1:4] == ["Ben", str(ben.pk), "Changed"]
    assert rows[0][7:10] == ["Name: a", "Name: b; c", "Why"]


def test_an_export_by_what_nobody_knows_leads_to_the_list(desk: Desk, db: None) -> None:
    response = desk.client.get(EXPORT, {"colour": "red"}, follow=True)
    assert response.redirect_chain[0][0] == f"{LIST}?e=1"
    assert response.status_code == 200


def test_the_export_reads_a_thousand_at_a_time(desk: Desk, ben: User, db: None, django_assert_num_queries: Any) -> None:
    Record.objects.bulk_create(Record(act=Act.CHANGED, title=f"Entry {number}", words="") for number in range(2500))
    response = desk.client.get(EXPORT, {"act": "changed"})
    with django_assert_num_queries(4):
        rows = lines(response)
    assert len({row[4] for row in rows}) == 2500


def test_as_many_queries_for_few_entries_as_for_many(
    desk: Desk, ben: User, db: None, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        if number:
            Record.objects.bulk_create(Record(act=Act.CHANGED, title="x", words="") for _ in range(30 * number))
        with django_assert_num_queries(7):
            desk.client.get(LIST)


def test_a_story_leads_to_its_own_entries(desk: Desk, live: Any, ana: User) -> None:
    link = f"?about=articles.article:{live.pk}"
    assert link in desk.client.get(reverse("admin:articles_article_change", args=[live.pk])).content.decode()
    assert link in desk.client.get(reverse("admin:articles_article_history", args=[live.pk])).content.decode()
    page = Desk(ana).client.get(reverse("admin:articles_article_change", args=[live.pk])).content.decode()
    assert link not in page


def test_logging_in_failing_to_and_out_is_on_record(db: None) -> None:
    user = User.objects.create_user("ben", password="correct horse", is_staff=True, first_name="Ben")
    User.objects.create_user("cleo", password="battery staple")
    client = Client(REMOTE_ADDR="192.0.2.7")
    login = "/admin/login/"
    client.post(login, {"username": "ben\0", "password": "secret one"})
    client.post(login, {"username": "ben", "password": "secret two"})
    client.post(login, {"username": "cleo", "password": "battery staple"})
    client.post(login, {"username": "ben", "password": "correct horse"})
    client.post("/admin/logout/")
    told = list(Record.objects.order_by("pk").values_list("act", "name", "title", "address"))
    assert told[-4:] == [
        (Act.LOGIN_FAILED, "", "ben", "192.0.2.7"),
        (Act.LOGIN_FAILED, "", "cleo", "192.0.2.7"),
        (Act.LOGGED_IN, "Ben", "ben", "192.0.2.7"),
        (Act.LOGGED_OUT, "Ben", "ben", "192.0.2.7"),
    ]
    assert Record.objects.filter(who=user.pk).count() == 2
    everything = str(list(Record.objects.values()))
    assert "secret" not in everything
    assert "horse" not in everything


@pytest.mark.parametrize(("behind", "address"), [(False, "192.0.2.7"), (True, "203.0.113.9")])
def test_the_address_is_the_visitor_s_and_not_what_they_claim(
    behind: bool, address: str, settings: Any, db: None
) -> None:
    settings.BEHIND_PROXY = behind
    client = Client(REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR="10.1.1.1, 203.0.113.9")
    client.post("/admin/login/", {"username": "ben", "password": "x"})
    assert Record.objects.get().address == address


def user_form(user: User, **values: Any) -> dict[str, Any]:
    """Return what the form of a login posts."""
    data = {"username": user.username, "first_name": user.first_name, "last_name": "", "email": "", "is_active": "on"}
    data |= {"is_staff": "on", "groups": [group.pk for group in user.groups.all()], **values}
    return {name: value for name, value in data.items() if value is not None}


def test_what_somebody_may_do_is_on_record_with_before_and_after(ada: User, ana: User) -> None:
    client = Desk(ada).client
    address = reverse("admin:auth_user_change", args=[ana.pk])
    editor = Group.objects.get(name="Desk editor")
    allowed = Permission.objects.get(codename="publish_article")
    client.post(address, user_form(ana, groups=[editor.pk], user_permissions=[allowed.pk], is_active=None))
    entries = {entry.act: entry for entry in Record.objects.about(ana)}
    roles, permissions, login = entries[Act.ROLES], entries[Act.PERMISSIONS], entries[Act.LOGIN_CHANGED]
    assert (roles.before, roles.after) == ({"Roles": ["Reporter"]}, {"Roles": ["Desk editor"]})
    assert (permissions.before, permissions.after) == ({"Permissions": []}, {"Permissions": [allowed.name]})
    assert (login.before, login.after) == ({"May log in": "Yes"}, {"May log in": "No"})
    assert {entry.name for entry in entries.values()} == {"Ada"}

    client.post(address, user_form(ana, groups=[editor.pk], user_permissions=[allowed.pk], is_active=None))
    assert Record.objects.about(ana).count() == 3


def test_roles_are_on_record(ada: User, ana: User) -> None:
    group = Group.objects.get(name="Reporter")
    kept = list(group.permissions.order_by("name", "pk"))
    address = reverse("admin:auth_group_change", args=[group.pk])
    Desk(ada).client.post(address, {"name": "Reporter", "permissions": [one.pk for one in kept[1:]]})
    entry = Record.objects.about(group).get()
    assert entry.act == Act.PERMISSIONS
    assert set(entry.before["Permissions"]) - set(entry.after["Permissions"]) == {kept[0].name}


def test_passwords_are_on_record_without_a_word_of_them(ada: User, ana: User) -> None:
    client = Desk(ada).client
    new = {"password1": "correct horse battery", "password2": "correct horse battery", "usable_password": "true"}
    client.post(reverse("admin:auth_user_password_change", args=[ana.pk]), {**new, "password2": "other"})
    assert not Record.objects.filter(act=Act.PASSWORD).exists()
    client.post(reverse("admin:auth_user_password_change", args=[ana.pk]), new)
    entry = Record.objects.get(act=Act.PASSWORD)
    assert (entry.name, entry.title, entry.after) == ("Ada", "ana", {"Password": "a new one"})

    own = Client()
    assert own.login(username="ana", password="correct horse battery")
    data = {
        "old_password": "correct horse battery",
        "new_password1": "staple 12 mules",
        "new_password2": "staple 12 mules",
    }
    own.post(reverse("admin:password_change"), data)
    assert [entry.name for entry in Record.objects.filter(act=Act.PASSWORD).order_by("pk")] == ["Ada", "Ana"]


def test_the_site_and_its_sections_are_on_record(ada: User, db: None) -> None:
    section = make_section("World")
    client = Desk(ada).client
    data = {"name": "Planet", "description": "", "position": "10", "slug": "world"}
    client.post(reverse("admin:articles_section_change", args=[section.pk]), data)
    entry = Record.objects.about(section).get()
    assert (entry.act, entry.before["Name"], entry.after["Name"]) == (Act.SETTING, "World", "Planet")
    client.post(reverse("admin:articles_section_delete", args=[section.pk]), {"post": "yes"})
    assert Record.objects.about(section).newest_first()[0].act == Act.DELETED


def test_groups_that_are_there_are_given_what_a_migration_brings(ben: User, ana: User) -> None:
    editor, reporter = (Group.objects.get(name=name) for name in ("Desk editor", "Reporter"))
    view = Permission.objects.get(codename="view_record")
    editor.permissions.remove(view)
    ensure_groups(plan=[])
    assert view not in editor.permissions.all()
    migration = SimpleNamespace(name="0009_record_acts")
    ensure_groups(plan=[(migration, True)])
    assert view not in editor.permissions.all()
    ensure_groups(plan=[(migration, False)])
    assert view in editor.permissions.all()
    assert view not in reporter.permissions.all()


def test_a_story_of_any_title_is_found_on_record(desk: Desk, ben: User, db: None) -> None:
    article = make_article("Älg & <b>bear</b>")
    publishing.publish(article, by=ben)
    assert seen(desk, q="alg bear") == ["Älg & <b>bear</b>"]
