"""The pages on which editors merge tags, authors and agencies, and undo it."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.desk import merge_progress
from articles.merging import merge_into
from articles.models import (
    Merge,
    Tag,
    tags_named,
)
from tests.articles.makers import make_author
from tests.articles.merged import in_steps, published, state, true_digests

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


def test_merging_takes_four_clicks_and_is_undone_with_one(client: Client, ben: User) -> None:
    published("One", tags=["Harbor"])
    source, target = Tag.objects.named("Harbor"), tags_named(["<b>Harbour</b>"])[0]
    client.force_login(ben)
    address = f"/admin/articles/tag/{source.pk}/merge/"
    assert address in client.get(f"/admin/articles/tag/{source.pk}/change/").content.decode()
    asked = client.get(address, {"into": "<B>harbour</B>"}).content.decode()
    assert "Merge “Harbor” into “&lt;b&gt;Harbour&lt;/b&gt;”?" in asked
    assert "1 story that readers see now" in asked
    done = client.post(address, {"target": target.pk}, follow=True).content.decode()
    assert "is merged into" in done
    assert f'action="/admin/articles/tag/unmerge/{Merge.objects.get().pk}/"' in done
    assert "Harbor</a>" not in client.get("/admin/articles/tag/").content.decode()
    client.post(f"/admin/articles/tag/unmerge/{Merge.objects.get().pk}/")
    assert Tag.objects.standing().filter(pk=source.pk).exists()


def test_names_close_to_what_was_typed_are_offered(client: Client, ben: User) -> None:
    source, target = tags_named(["Harbor", "Harbour front"])
    client.force_login(ben)
    address = f"/admin/articles/tag/{source.pk}/merge/"
    page = client.get(address, {"into": "harbo"}).content.decode()
    assert f"?into=%23{target.pk}" in page
    assert "Harbour front" in client.get(address, {"into": f"#{target.pk}"}).content.decode()
    assert "No tag is called “zzz”" in client.get(address, {"into": "zzz\0"}).content.decode()
    assert "cannot be merged into itself" in client.get(address, {"into": "harbor"}).content.decode()


def test_a_long_merge_tells_how_far_it_is_and_goes_on(
    client: Client, ana: User, ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = in_steps(monkeypatch)
    monkeypatch.setattr(merge_progress, "WITHIN", 0)
    client.force_login(ben)
    answer = client.post(f"/admin/articles/tag/{source.pk}/merge/", {"target": target.pk})
    address = f"/admin/articles/tag/merging/{Merge.objects.get().pk}/"
    assert answer["Location"] == address
    assert "25 % done" in client.get(address).content.decode()
    assert address in client.get("/admin/articles/tag/").content.decode()
    assert client.get(f"/admin/articles/tag/{source.pk}/merge/")["Location"] == address
    client.force_login(ana)
    assert client.get(address).status_code == client.post(address).status_code == 403
    assert address not in client.get("/admin/articles/tag/").content.decode()
    client.force_login(ben)
    while (answer := client.post(address))["Location"] == address:
        pass
    assert "is merged into" in client.get(answer["Location"]).content.decode()
    assert "is merged into" in client.get(address, follow=True).content.decode()
    answer = client.post(f"/admin/articles/tag/unmerge/{Merge.objects.get().pk}/")
    assert "Giving “Harbor” its stories back" in client.get(answer["Location"]).content.decode()


def test_several_of_a_list_go_into_the_one_with_the_most_stories(client: Client, ben: User) -> None:
    published("One", tags=["Harbor", "Harbours"])
    published("Two", tags=["Harbours"])
    things = tags_named(["Harbor", "Harbours", "<i>Port</i>"])
    client.force_login(ben)
    before = state()
    listed = client.get("/admin/articles/tag/", {"q": "har"})
    assert f'name="thing" value="{things[0].pk}" aria-label="Choose: Harbor"' in listed.content.decode()
    chosen = {"thing": [one.pk for one in things], "next": "/admin/articles/tag/?q=har"}
    asked = client.post("/admin/articles/tag/merge/", chosen).content.decode()
    assert f'name="stays" value="{things[1].pk}" checked' in asked
    assert "2 stories that readers see now" in asked
    assert "&lt;i&gt;Port&lt;/i&gt;" in asked
    assert state() == before, "asking does nothing"
    done = client.post("/admin/articles/tag/merge/", {**chosen, "stays": things[1].pk, "_confirmed": 1})
    assert done["Location"] == "/admin/articles/tag/?q=har"
    page = client.get(done["Location"]).content.decode()
    assert page.count("is merged into “Harbours”") == 2
    assert list(Tag.objects.standing()) == [things[1]]
    for merge in Merge.objects.all():
        client.post(f"/admin/articles/tag/unmerge/{merge.pk}/")
    assert state() == before


def test_several_long_merges_go_on_one_after_the_other(
    client: Client, ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = in_steps(monkeypatch)
    third = tags_named(["Ports"])[0]
    published("Ports", tags=["Ports"])
    monkeypatch.setattr(merge_progress, "WITHIN", 0)
    client.force_login(ben)
    keys = [source.pk, target.pk, third.pk]
    chosen = {"thing": keys, "stays": target.pk, "_confirmed": 1, "next": "/admin/more/"}
    answer = client.post("/admin/articles/tag/merge/", chosen)
    while "/merging/" in answer["Location"]:
        assert client.get(answer["Location"]).status_code == 200
        answer = client.post(answer["Location"])
    assert answer["Location"] == "/admin/more/"
    assert list(Tag.objects.standing().filter(pk__in=keys)) == [target]
    true_digests()


def test_who_logs_in_stays_and_two_of_them_are_not_merged(client: Client, ana: User, ben: User) -> None:
    first, second, third = make_author("Ana V", user=ana), make_author("Ben", user=ben), make_author("Cleo")
    published("One", byline="Cleo")
    client.force_login(ben)
    address = "/admin/articles/author/merge/"
    asked = client.get(address, {"thing": [first.pk, third.pk]}).content.decode()
    assert f'name="stays" value="{first.pk}" checked' in asked
    chosen = {"thing": [first.pk, second.pk, third.pk], "stays": first.pk, "_confirmed": 1}
    refused = client.post(address, chosen).content.decode()
    assert "ben logs in as Ben." in refused
    assert not Merge.objects.exists(), "all or none"


@pytest.mark.parametrize("next_", ["https://elsewhere.example/", "//elsewhere.example/", "\\\\elsewhere", ""])
def test_fewer_than_two_are_not_merged_and_nobody_is_led_away(client: Client, ben: User, next_: str) -> None:
    thing = tags_named(["Harbor"])[0]
    client.force_login(ben)
    for keys in ([], [thing.pk], ["x", "9" * 30, thing.pk]):
        answer = client.post("/admin/articles/tag/merge/", {"thing": keys, "next": next_})
        assert answer["Location"] == "/admin/articles/tag/"


@pytest.mark.parametrize("method", ["get", "post"])
def test_reporters_may_not(client: Client, ana: User, ben: User, method: str) -> None:
    source, target = tags_named(["Harbor", "Harbour"])
    merge = merge_into(source, tags_named(["Ports"])[0], by=ben)
    client.force_login(ana)
    ask = getattr(client, method)
    assert ask(f"/admin/articles/tag/{target.pk}/merge/", {"target": target.pk}).status_code == 403
    assert client.post(f"/admin/articles/tag/unmerge/{merge.pk}/").status_code == 403
    chosen = {"thing": [source.pk, target.pk], "stays": target.pk, "_confirmed": 1}
    assert ask("/admin/articles/tag/merge/", chosen).status_code == 403
    assert "Merge…" not in client.get("/admin/articles/tag/").content.decode()
    assert "Merge…" not in client.get(f"/admin/articles/tag/{target.pk}/change/").content.decode()


def test_a_form_that_was_open_meanwhile_saves_what_is_meant(client: Client, ben: User) -> None:
    from articles.desk.fields import TagsField

    source, target = tags_named(["Harbor", "Harbour"])
    merge_into(source, target, by=ben)
    assert TagsField(required=False).clean([str(source.pk), str(target.pk)]) == [target]


def test_what_another_was_merged_into_is_not_deleted(client: Client, ben: User) -> None:
    source, target = tags_named(["Harbor", "Harbour"])
    merge_into(source, target, by=ben)
    client.force_login(ben)
    page = client.post(f"/admin/articles/tag/{target.pk}/delete/", {"post": "yes"}).content.decode()
    assert "“Harbour” has other names, which lead to it: “Harbor”." in page
    assert Tag.objects.filter(pk=target.pk).exists()
