"""What is done is on record, and the record is only added to."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from articles import publishing
from articles.deleting import bring_back, delete_story
from articles.models import Act, Article, Kind, Record, Revision
from articles.recording import record
from articles.restoring import restore_revision
from tests.articles.makers import edit, make_article, make_section

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def told(article: Article) -> list[tuple[str, Any, Any]]:
    """Return what is on record of a story, oldest first."""
    entries = Record.objects.about(article).order_by("pk")
    return [(one.act, one.before, one.after) for one in entries]


def test_each_act_tells_what_readers_see_before_and_after(ben: User, time_machine: Any) -> None:
    time_machine.move_to(NOON, tick=False)
    article = make_article("Harbour opens")
    publishing.publish(article, by=ben)
    time_machine.shift(HOUR)
    publishing.update(edit(article, headline="Harbour reopens"), by=ben, note="Now with the ferry")
    time_machine.shift(HOUR)
    publishing.correct(edit(article, headline="Harbour shuts"), "It was shut.", by=ben)
    time_machine.shift(HOUR)
    publishing.withdraw(article, by=ben)

    nothing = {"Readers see": "nothing"}
    first, second, third = (
        {"Readers see": f"version {number}, “{headline}”"}
        for number, headline in enumerate(["Harbour opens", "Harbour reopens", "Harbour shuts"], 1)
    )
    assert told(article) == [
        (Act.PUBLISHED, nothing, first),
        (Act.UPDATED, first, second),
        (Act.CORRECTED, second, third),
        (Act.WITHDRAWN, third, nothing),
    ]
    reasons = Record.objects.about(article).order_by("pk").values_list("reason", flat=True)
    assert list(reasons) == ["", "Now with the ferry", "It was shut.", ""]
    entry = Record.objects.newest_first()[0]
    assert (entry.who, entry.name, entry.title) == (ben.pk, "Ben", "Harbour shuts")
    assert entry.at == NOON + 3 * HOUR


def test_what_lies_ahead_is_told_with_its_second_and_zone(ben: User, time_machine: Any) -> None:
    time_machine.move_to(NOON, tick=False)
    article = make_article("Harbour opens")
    version = publishing.schedule(article, NOON + HOUR, by=ben)
    publishing.unschedule(version, by=ben)
    publishing.publish(article, by=ben, at=NOON + HOUR)
    time_machine.shift(2 * HOUR)
    publishing.withdraw(article, by=ben, at=NOON + 3 * HOUR)
    publishing.call_off_withdrawal(article, by=ben)

    due = {
        "Readers see": "nothing",
        "Scheduled": ["version 1, “Harbour opens”, 2 March 2026, 14:00:00 (Europe/Paris)"],
    }
    shown = {"Readers see": "version 1, “Harbour opens”"}
    ending = {**shown, "To be withdrawn": ["2 March 2026, 16:00:00 (Europe/Paris)"]}
    assert told(article) == [
        (Act.SCHEDULED, {"Readers see": "nothing"}, due),
        (Act.UNSCHEDULED, due, {"Readers see": "nothing"}),
        (Act.SCHEDULED, {"Readers see": "nothing"}, due),
        (Act.WITHDRAWN, shown, ending),
        (Act.WITHDRAWAL_CALLED_OFF, ending, shown),
    ]


def test_restoring_and_deleting_are_on_record(ben: User, db: None) -> None:
    article = make_article("Harbour opens")
    version = publishing.publish(article, by=ben)
    publishing.update(edit(article, headline="Harbour reopens"), by=ben)
    publishing.restore(version, by=ben)
    restore_revision(Revision.objects.get(article=article, number=2), by=ben)
    draft = make_article("Pier closes")
    delete_story(draft, ben)
    bring_back(draft, ben)

    assert [act for act, _, _ in told(article)] == [Act.PUBLISHED, Act.UPDATED, Act.RESTORED, Act.PUT_BACK]
    assert [act for act, _, _ in told(draft)] == [Act.DELETED, Act.UNDELETED]


def test_an_act_that_is_refused_leaves_no_entry(ben: User, ana: User, db: None) -> None:
    article = make_article("Harbour opens", section=None)
    with pytest.raises(publishing.Refused):
        publishing.publish(article, by=ben)
    with pytest.raises(publishing.Refused):
        publishing.withdraw(article, by=ben)
    with pytest.raises(PermissionDenied):
        publishing.publish(article, by=ana)
    assert told(article) == []


def test_an_act_that_is_undone_takes_its_entry_with_it(ben: User, db: None) -> None:
    article = make_article("Harbour opens")
    with transaction.atomic():
        publishing.publish(article, by=ben)
        transaction.set_rollback(True)
    assert told(article) == []


def test_an_entry_outlives_who_acted_and_what_it_was_done_to(ben: User, db: None) -> None:
    section = make_section("World")
    record(ben, Act.SETTING, section, reason="Renamed")
    key, who = section.pk, ben.pk
    section.delete()
    ben.delete()
    entry = Record.objects.get()
    assert (entry.who, entry.name, entry.kind, entry.key, entry.title) == (
        who,
        "Ben",
        "articles.section",
        str(key),
        "World",
    )


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE articles_record SET reason = 'Another'",
        "DELETE FROM articles_record",
        pytest.param("INSERT OR REPLACE INTO articles_record SELECT * FROM articles_record", id="replace"),
        pytest.param("TRUNCATE articles_record", id="truncate"),
    ],
)
def test_the_database_refuses_to_change_the_record(sql: str, ben: User, db: None) -> None:
    record(ben, Act.SETTING, "A setting", reason="Mine")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Record.objects.get().reason == "Mine"


def test_the_models_refuse_too(ben: User, db: None) -> None:
    entry = record(ben, Act.SETTING, "A setting", reason="Mine")
    entry.reason = "Another"
    with pytest.raises(TypeError):
        entry.save()
    for change in (entry.delete, Record.objects.all().delete, lambda: Record.objects.update(reason="Another")):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert Record.objects.get().reason == "Mine"


def test_only_log_ins_have_an_address(ben: User, db: None) -> None:
    record(ben, Act.LOGGED_IN, ben, address="192.0.2.7")
    with pytest.raises(IntegrityError), transaction.atomic():
        record(ben, Act.PUBLISHED, ben, address="192.0.2.7")


def test_what_no_act_is_is_not_recorded(ben: User, db: None) -> None:
    with pytest.raises(ValueError, match="danced"):
        record(ben, "danced", ben)  # type: ignore[arg-type]


def test_words_that_no_database_takes_are_taken(db: None) -> None:
    entry = record(None, Act.LOGIN_FAILED, "an\0a" * 200, reason="\0")
    entry.refresh_from_db()
    assert entry.title == ("ana" * 200)[:300]
    assert str(entry).startswith("The newsroom: failed to log in ana")


@pytest.mark.django_db(transaction=True)
def test_guards_outlive_a_table_that_is_rebuilt() -> None:
    with connection.schema_editor() as editor:
        field = Record._meta.get_field("reason").clone()
        field.set_attributes_from_name("because")
        field.default = ""
        editor.add_field(Record, field)
        editor.remove_field(Record, field)
    record(None, Act.SETTING, "A setting")
    with pytest.raises(IntegrityError):
        Record.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_the_record_withstands_emptying_the_database() -> None:
    record(None, Act.SETTING, "A setting")
    with pytest.raises(CommandError, match="couldn't be flushed"):
        call_command("flush", interactive=False, verbosity=0)
    assert Record.objects.count() == 1


def test_as_few_queries_for_one_as_for_many(ben: User, db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        record(ben, Act.SETTING, "A setting", before={"Name": "Old"}, after={"Name": "New"}, at=timezone.now())


def test_a_minor_edit_is_an_update(ben: User, db: None) -> None:
    article = make_article("Harbour opens")
    publishing.publish(article, by=None)
    publishing.update(edit(article, headline="Harbour open"), by=ben, kind=Kind.MINOR)
    first, second = Record.objects.about(article).order_by("pk")
    assert (first.name, second.name) == ("", "Ben")
