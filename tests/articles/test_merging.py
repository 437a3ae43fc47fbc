"""Merging tags, authors and agencies: every story follows, nothing looks changed, and all of it can be undone."""

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import merging, publishing
from articles.contents import contents
from articles.desk import merge_progress
from articles.merging import begin_merge, begin_undo, go_on, merge_into, touched, undo_merge
from articles.models import (
    Act,
    Agency,
    Article,
    Author,
    Byline,
    Merge,
    Record,
    Revision,
    Role,
    Tag,
    TaggedArticle,
    Version,
    VersionByline,
    VersionTag,
    tags_named,
)
from articles.restoring import restore_revision
from tests.articles.makers import edit, make_article, make_author

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


def state() -> dict[str, Any]:
    """Return all that a merge may touch."""
    tables = (TaggedArticle, VersionTag, Byline, VersionByline, Tag, Author, Agency)
    told: dict[str, Any] = {model.__name__: list(model.objects.order_by("pk").values()) for model in tables}
    for model in (Article, Version):
        told[model.__name__] = list(model.objects.order_by("pk").values_list("pk", "digest"))
    return told


def published(headline: str, **values: Any) -> Article:
    """Return a story that readers see."""
    article = make_article(headline, **values)
    publishing.publish(article, by=None)
    article.refresh_from_db()
    return article


def true_digests() -> None:
    """Check that every digest says what is there."""
    for model in (Article, Version):
        rows = dict(model.objects.values_list("pk", "digest"))
        assert {pk: content.digest for pk, content in contents(model, rows).items()} == rows
        assert all(content == model.objects.get(pk=pk).content() for pk, content in contents(model, rows).items())


def test_stories_follow_and_nothing_looks_changed(ben: User, client: Client) -> None:
    one = published("One", tags=["Harbor", "Trade"])
    both = published("Both", tags=["Harbour", "Ferries", "Harbor"])
    draft = make_article("Draft", tags=["Harbor"])
    source, target = Tag.objects.named("Harbor"), Tag.objects.named("Harbour")
    merge_into(source, target, by=ben)

    assert list(one.tagged.order_by("pk").values_list("tag__name", flat=True)) == ["Harbour", "Trade"]
    assert list(both.tagged.order_by("pk").values_list("tag__name", flat=True)) == ["Harbour", "Ferries"]
    assert list(draft.tagged.values_list("tag__name", flat=True)) == ["Harbour"]
    assert not VersionTag.objects.filter(tag=source).exists()
    true_digests()
    assert not Article.objects.with_changes().exists()
    for article in (one, both, draft):
        article.refresh_from_db()
        assert Revision.objects.keep(article) is None
    response = client.get("/tag/harbor/")
    assert (response.status_code, response["Location"]) == (301, "/tag/harbour/")
    page = client.get("/tag/harbour/").content.decode()
    assert "One" in page
    assert "Both" in page


def test_what_was_changed_stays_changed(ben: User) -> None:
    article = published("One", tags=["Harbor"])
    edit(article, headline="Another")
    merge_into(Tag.objects.named("Harbor"), tags_named(["Harbour"])[0], by=ben)
    assert list(Article.objects.with_changes()) == [article]
    true_digests()


def test_undoing_restores_exactly_the_rows(ben: User) -> None:
    published("One", tags=["Harbor", "Trade"])
    published("Both", tags=["Harbour", "Ferries", "Harbor"])
    published("Already there", tags=["Harbour"])
    source, target = Tag.objects.named("Harbor"), Tag.objects.named("Harbour")
    before = state()
    merge = merge_into(source, target, by=ben)
    assert state() != before
    undo_merge(merge, by=ben)
    assert state() == before


@pytest.mark.parametrize("at_once", [1, 2, 1000])
def test_undoing_a_merge_of_authors_restores_exactly_the_rows(
    ben: User, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "AT_ONCE", at_once)
    for number, (first, second) in enumerate([("Ana V", "Cleo"), ("Cleo", "Ana V"), ("Ana V", "Ana Verhallow")]):
        article = make_article(f"Story {number}", byline=first)
        Byline.objects.create(article=article, author=make_author(second), role=Role.PHOTOS_BY, position=1)
        if second == "Ana Verhallow":
            Byline.objects.create(article=article, author=make_author(first), role=Role.PHOTOS_BY, position=2)
        Revision.objects.keep(article)
        publishing.publish(article, by=None)
    source, target = Author.objects.named("Ana V"), make_author("Ana Verhallow")
    before = state()
    merge = merge_into(source, target, by=ben)
    true_digests()
    firsts = VersionByline.objects.filter(author=target, first_published__isnull=False)
    assert firsts.count() == firsts.values("version").distinct().count() == 3
    undo_merge(merge, by=ben)
    assert state() == before


def test_the_page_of_a_merged_author_or_agency_leads_on(ben: User, client: Client) -> None:
    make_author("Ana V")
    make_author("Ana Verhallow")
    merge_into(Author.objects.named("Ana V"), Author.objects.named("Ana Verhallow"), by=ben)
    assert client.get("/author/ana-v/")["Location"] == "/author/ana-verhallow/"
    agencies = [Agency.objects.create(name=name) for name in ("Reuter", "Reuters")]
    merge_into(*agencies, by=ben)
    assert client.get("/agency/reuter/")["Location"] == "/agency/reuters/"


def test_a_merged_name_means_what_it_was_merged_into(ben: User) -> None:
    source, target = tags_named(["Harbor", "Harbour"])
    merge_into(source, target, by=ben)
    assert Tag.objects.named("HARBOR") == Tag.objects.like("harbór") == target
    assert tags_named(["Harbor", "harbour"]) == [target]
    assert Tag.objects.offered("harb", 8) == [target]
    assert Tag.objects.offered("harbor", 8) == [target]


def test_merges_follow_one_another(ben: User) -> None:
    first, second, third = tags_named(["Harbor", "Harbour", "Ports"])
    article = make_article(tags=["Harbor"])
    before = state()
    one = merge_into(first, second, by=ben)
    between = state()
    two = merge_into(second, third, by=ben)
    assert Tag.objects.named("Harbor") == third
    assert list(article.tagged.values_list("tag", flat=True)) == [third.pk]
    undo_merge(two, by=ben)
    assert state() == between
    undo_merge(one, by=ben)
    assert state() == before


def test_an_earlier_revision_is_restored_with_what_its_tags_stand_for(ben: User) -> None:
    article = make_article("One", tags=["Harbor"])
    edit(article, headline="Two")
    target = tags_named(["Harbour"])[0]
    merge_into(Tag.objects.named("Harbor"), target, by=ben)
    article.refresh_from_db()
    _, left_out = restore_revision(Revision.objects.get(article=article, number=1), by=ben)
    assert left_out == []
    assert list(article.tagged.values_list("tag", flat=True)) == [target.pk]


def test_it_can_be_undone_until_the_second_thirty_days_later(ben: User, time_machine: Any) -> None:
    time_machine.move_to(NOON, tick=False)
    source, target = tags_named(["Harbor", "Harbour"])
    merge = merge_into(source, target, by=ben)
    time_machine.move_to(NOON + dt.timedelta(days=30) - SECOND, tick=False)
    assert Merge.objects.undoable().get() == merge
    time_machine.move_to(NOON + dt.timedelta(days=30), tick=False)
    with pytest.raises(publishing.Refused):
        undo_merge(merge, by=ben)
    time_machine.move_to(NOON + dt.timedelta(days=30) - SECOND, tick=False)
    undo_merge(merge, by=ben)
    with pytest.raises(publishing.Refused):
        undo_merge(merge, by=ben)


def test_what_is_refused_changes_nothing(ben: User, ana: User) -> None:
    source, target, third = tags_named(["Harbor", "Harbour", "Ports"])
    with pytest.raises(PermissionDenied):
        merge_into(source, target, by=ana)
    with pytest.raises(publishing.Refused, match="itself"):
        merge_into(source, source, by=ben)
    merge_into(source, target, by=ben)
    for one, other in ((source, third), (third, source)):
        with pytest.raises(publishing.Refused, match="already"):
            merge_into(one, other, by=ben)
    author = make_author("Ana V", user=ana)
    with pytest.raises(publishing.Refused, match="logs in"):
        merge_into(author, make_author("Ana Verhallow"), by=ben)
    assert Merge.objects.count() == 1


def test_it_is_on_record_and_so_is_undoing_it(ben: User) -> None:
    published("One", tags=["Harbor"])
    source, target = Tag.objects.named("Harbor"), tags_named(["Harbour"])[0]
    undo_merge(merge_into(source, target, by=ben), by=ben)
    merged, undone = Record.objects.about(source).order_by("pk")
    assert (merged.act, merged.after) == (Act.MERGED, {"Stands for": "Harbour"})
    assert merged.before == {"Stories": ["1 live", "1 on the desk", "1 versions readers saw"]}
    assert (undone.act, undone.before, undone.after) == (Act.UNMERGED, merged.after, {"Stands for": "itself"})


def test_what_it_touches_is_counted(ben: User, time_machine: Any) -> None:
    time_machine.move_to(NOON, tick=False)
    live = published("One", tags=["Harbor"])
    time_machine.shift(60)
    publishing.update(edit(live, headline="Two"), by=ben)
    publishing.schedule(make_article("Three", tags=["Harbor"]), NOON + dt.timedelta(days=1), by=ben)
    make_article("Draft", tags=["Harbor"])
    count = touched(Tag.objects.named("Harbor"))
    assert (count.live, count.versions, count.desk, count.scheduled) == (1, 2, 3, 1)


def in_steps(monkeypatch: pytest.MonkeyPatch) -> tuple[Tag, Tag]:
    """Return two tags, the first on four stories, one with both; let each move in a transaction of its own."""
    monkeypatch.setattr(merging, "AT_ONCE", 1)
    for name in ("One", "Two", "Three"):
        published(name, tags=["Harbor", "Trade"])
    published("Both", tags=["Harbour", "Harbor"])
    return Tag.objects.named("Harbor"), Tag.objects.named("Harbour")


def test_at_every_step_each_story_is_on_one_of_them_and_none_looks_changed(
    ben: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = in_steps(monkeypatch)
    before, left = state(), []
    merge = begin_merge(source, target, by=ben)
    while not go_on(merge, within=0):
        left.append(VersionTag.objects.filter(tag=source).count())
        assert not Article.objects.with_changes().exists()
        true_digests()
        for page, tag in (("harbor", source), ("harbour", target)):
            listed = client.get(f"/tag/{page}/").content.decode()
            assert all(one.version.headline in listed for one in tag.versions.all())
    assert left == [3, 2, 1]
    after = state()
    begin_undo(merge, by=ben)
    while not go_on(merge, within=0):
        assert not Article.objects.with_changes().exists()
        true_digests()
    assert state() == before != after


@pytest.mark.parametrize("undoing", [False, True])
def test_what_is_killed_midway_goes_on_where_it_was(ben: User, monkeypatch: pytest.MonkeyPatch, undoing: bool) -> None:
    source, target = in_steps(monkeypatch)
    before = state()
    merge = begin_merge(source, target, by=ben)
    name = "move_stories"
    if undoing:
        name = "put_back"
        go_on(merge)
        begin_undo(merge, by=ben)
    act, calls = getattr(merging, name), []

    def killed(*args: Any) -> None:
        act(*args)
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(merging, name, killed)
        with pytest.raises(KeyboardInterrupt):
            go_on(merge)
    true_digests()
    found = Merge.objects.under_way().get()
    assert 0 < merging.progress(found) < 100
    assert go_on(found)
    assert source.versions.count() == (4 if undoing else 0)
    if not undoing:
        undo_merge(found, by=ben)
    assert state() == before


def test_a_merge_that_is_stopped_midway_gives_everything_back(ben: User, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = in_steps(monkeypatch)
    before = state()
    merge = begin_merge(source, target, by=ben)
    go_on(merge, within=0)
    stale = Merge.objects.get()
    begin_undo(merge, by=ben)
    assert go_on(stale), "who was going on with the merge goes on with what it is by now"
    assert state() == before
    assert Merge.objects.get().undone_at


def test_what_was_interrupted_and_what_came_late_is_finished_by_the_command_of_every_night(
    ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = in_steps(monkeypatch)
    before = state()
    go_on(begin_merge(source, target, by=ben), within=0)
    call_command("thin", stdout=StringIO())
    assert Merge.objects.get().done_at
    late = make_article("Late")
    TaggedArticle.objects.create(content_object=late, tag=source)  # its form was read before the merge was done
    Revision.objects.keep(late)
    publishing.publish(late, by=None)
    call_command("thin", "--dry-run", stdout=StringIO())
    assert late.tagged.get().tag == source
    call_command("thin", stdout=StringIO())
    assert late.tagged.get().tag == target
    true_digests()
    undo_merge(Merge.objects.get(), by=ben)
    assert late.tagged.get().tag == source
    true_digests()
    assert {row["content_object_id"] for row in state()["TaggedArticle"]} - {late.pk} == {
        row["content_object_id"] for row in before["TaggedArticle"]
    }


def test_a_story_that_is_given_the_tag_meanwhile_follows(ben: User, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = in_steps(monkeypatch)
    merge = begin_merge(source, target, by=ben)
    while source.tagged_articles.count():
        go_on(merge, within=0)
    late = published("Late", tags=["Harbor"])
    assert go_on(merge)
    assert list(late.tagged.values_list("tag", flat=True)) == [target.pk]
    assert list(VersionTag.objects.filter(version__article=late).values_list("tag", flat=True)) == [target.pk]
    true_digests()


def test_a_story_that_is_saved_between_reading_and_moving_stays_true(
    ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = published("One", tags=["Harbor"])
    source, target = Tag.objects.named("Harbor"), tags_named(["Harbour"])[0]
    read = merging.read_ahead

    def saved_after(kind: Any, stories: list[int]) -> Any:
        found = read(kind, stories)
        edit(article, headline="Another")
        return found

    with monkeypatch.context() as patch:
        patch.setattr(merging, "read_ahead", saved_after)
        merge_into(source, target, by=ben)
    assert list(Article.objects.with_changes()) == [article]
    true_digests()


def test_undoing_the_first_of_two_merges_gives_the_stories_back_from_where_they_went(ben: User) -> None:
    first, second, third = tags_named(["Harbor", "Harbour", "Ports"])
    article = published("One", tags=["Harbor"])
    before = state()
    one = merge_into(first, second, by=ben)
    two = merge_into(second, third, by=ben)
    undo_merge(one, by=ben)
    assert list(article.tagged.values_list("tag", flat=True)) == [first.pk]
    assert Tag.objects.named("Harbor") == first
    true_digests()
    undo_merge(two, by=ben)
    assert state() == before


def test_what_is_being_merged_is_neither_merged_again_nor_deleted(
    ben: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = in_steps(monkeypatch)
    third = tags_named(["Ports"])[0]
    go_on(begin_merge(source, target, by=ben), within=0)
    for pair in ((source, third), (third, source), (target, third)):
        with pytest.raises(publishing.Refused, match="is being merged already"):
            begin_merge(*pair, by=ben)
    client.force_login(ben)
    page = client.post(f"/admin/articles/tag/{target.pk}/delete/", {"post": "yes"}).content.decode()
    assert "“Harbour” is being merged." in page
    assert Tag.objects.filter(pk=target.pk).exists()


def test_queries_grow_with_thousands_and_not_with_stories(ben: User) -> None:
    counts = []
    assert ben.has_perm("articles.delete_tag")  # asked once for all that follows
    for stories in (1, 5):
        source, target = tags_named([f"Harbor {stories}", f"Harbour {stories}"])
        for number in range(stories):
            published(f"Story {stories} {number}", tags=[source.name])
        with CaptureQueriesContext(
            connection,
        ) as queries:
            merge_into(source, target, by=ben)
        counts.append(len(queries))
    assert counts[0] == counts[1]


class TestPages:
    def test_merging_takes_four_clicks_and_is_undone_with_one(self, client: Client, ben: User) -> None:
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

    def test_names_close_to_what_was_typed_are_offered(self, client: Client, ben: User) -> None:
        source, target = tags_named(["Harbor", "Harbour front"])
        client.force_login(ben)
        address = f"/admin/articles/tag/{source.pk}/merge/"
        page = client.get(address, {"into": "harbo"}).content.decode()
        assert f"?into=%23{target.pk}" in page
        assert "Harbour front" in client.get(address, {"into": f"#{target.pk}"}).content.decode()
        assert "No tag is called “zzz”" in client.get(address, {"into": "zzz\0"}).content.decode()
        assert "cannot be merged into itself" in client.get(address, {"into": "harbor"}).content.decode()

    def test_a_long_merge_tells_how_far_it_is_and_goes_on(
        self, client: Client, ana: User, ben: User, monkeypatch: pytest.MonkeyPatch
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

    def test_several_of_a_list_go_into_the_one_with_the_most_stories(self, client: Client, ben: User) -> None:
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
        self, client: Client, ben: User, monkeypatch: pytest.MonkeyPatch
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

    def test_who_logs_in_stays_and_two_of_them_are_not_merged(self, client: Client, ana: User, ben: User) -> None:
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
    def test_fewer_than_two_are_not_merged_and_nobody_is_led_away(self, client: Client, ben: User, next_: str) -> None:
        thing = tags_named(["Harbor"])[0]
        client.force_login(ben)
        for keys in ([], [thing.pk], ["x", "9" * 30, thing.pk]):
            answer = client.post("/admin/articles/tag/merge/", {"thing": keys, "next": next_})
            assert answer["Location"] == "/admin/articles/tag/"

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_reporters_may_not(self, client: Client, ana: User, ben: User, method: str) -> None:
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

    def test_a_form_that_was_open_meanwhile_saves_what_is_meant(self, client: Client, ben: User) -> None:
        from articles.desk.fields import TagsField

        source, target = tags_named(["Harbor", "Harbour"])
        merge_into(source, target, by=ben)
        assert TagsField(required=False).clean([str(source.pk), str(target.pk)]) == [target]

    def test_what_another_was_merged_into_is_not_deleted(self, client: Client, ben: User) -> None:
        source, target = tags_named(["Harbor", "Harbour"])
        merge_into(source, target, by=ben)
        client.force_login(ben)
        page = client.post(f"/admin/articles/tag/{target.pk}/delete/", {"post": "yes"}).content.decode()
        assert "“Harbour” has other names, which lead to it: “Harbor”." in page
        assert Tag.objects.filter(pk=target.pk).exists()
