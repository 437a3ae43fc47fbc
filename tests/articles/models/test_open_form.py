"""Open forms: what a row keeps, and when it holds words that somebody can still go on with."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import AnothersFormError, OpenForm, Reference, Typed, thin_open_forms

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)
PAGE = "articles.article/12"
WORDS = '[["headline","Harbour closes"]]'


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def kept(user: User, key: uuid.UUID | None = None, sequence: int = 1, words: str = WORDS, **more: Any) -> OpenForm:
    typed = Typed(sequence, words, more.pop("at", timezone.now()))
    return OpenForm.objects.keep(key or uuid.uuid4(), user=user, page=PAGE, typed=typed, **more)


def saved(row: OpenForm, sequence: int, continues: OpenForm | None = None, user: User | None = None) -> OpenForm:
    """Save the form of a row as it was posted, and return the row."""
    data = {"keeping-form": str(row.pk), "keeping-sequence": str(sequence)}
    data["keeping-continues"] = str(continues.reference) if continues else ""
    OpenForm.objects.put_away(data, user=user or row.user, page=PAGE)
    return OpenForm.objects.get(pk=row.pk)


def offered(user: User) -> list[uuid.UUID]:
    return [row.pk for row in OpenForm.objects.offered_to(user)]


def test_a_form_is_one_person_s_and_one_page_s(ana: User, ben: User) -> None:
    row = kept(ben)
    with pytest.raises(AnothersFormError):
        kept(ana, row.pk, 2)
    with pytest.raises(AnothersFormError):
        OpenForm.objects.keep(row.pk, user=ben, page="articles.article/13")
    row.refresh_from_db()
    assert (row.user, row.page, row.sequence, row.typed) == (ben, PAGE, 1, WORDS)


def test_two_requests_make_one_row(ben: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another request opens the form, with a later state, between looking for the row and making it."""
    key, make = uuid.uuid4(), OpenForm.objects.all()._open
    newer = OpenForm(pk=key, user=ben, page=PAGE, sequence=9, typed="[]", typed_at=NOON)

    def late(self: Any, *args: Any, **values: Any) -> None:
        newer.save(force_insert=True)
        make(*args, **values)

    monkeypatch.setattr(type(OpenForm.objects.all()), "_open", late)
    row = kept(ben, key, sequence=3)
    assert (row.sequence, OpenForm.objects.get().typed) == (9, "[]")


def test_what_is_saved_is_not_unsaved(ben: User) -> None:
    row = saved(kept(ben, sequence=4), 4)
    assert (row.typed, row.sequence, row.left_at) == ("", 4, NOON)


def test_a_state_that_comes_after_the_save_is_recognised_as_old(ben: User) -> None:
    row = saved(kept(ben, sequence=4), 6)
    for sequence in (5, 6):
        assert kept(ben, row.pk, sequence).sequence == 6
    assert offered(ben) == []
    kept(ben, row.pk, 7)
    assert offered(ben) == [row.pk]


def test_what_is_typed_while_the_form_is_on_its_way_stays_unsaved(ben: User) -> None:
    row = saved(kept(ben, sequence=5), 4)
    assert (row.typed, row.sequence) == (WORDS, 5)
    assert offered(ben) == [row.pk]


def test_a_form_that_was_saved_before_anything_was_kept_is_known(ben: User) -> None:
    key = uuid.uuid4()
    saved(OpenForm(pk=key, user=ben), 3)
    assert kept(ben, key, 3).sequence == 3
    assert OpenForm.objects.get(pk=key).typed == ""


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"keeping-form": ""},
        {"keeping-form": "no key", "keeping-sequence": "x", "keeping-continues": "neither:3"},
        {"keeping-form": str(uuid.uuid4()), "keeping-sequence": "9" * 19},
    ],
)
def test_a_form_that_keeps_nothing_or_lies_is_saved_all_the_same(ben: User, posted: dict[str, str]) -> None:
    OpenForm.objects.put_away(posted, user=ben, page=PAGE)
    assert not OpenForm.objects.unsaved().exists()


def test_nobody_puts_away_another_s_words(ana: User, ben: User) -> None:
    row = saved(kept(ben), 9, user=ana)
    assert (row.typed, row.sequence) == (WORDS, 1)
    mine = kept(ana)
    saved(mine, 1, continues=row, user=ana)
    assert offered(ben) == [row.pk]


def test_words_that_were_put_back_are_settled_by_the_save(ben: User, clock: Any) -> None:
    first = kept(ben)
    clock.shift(MINUTE)
    second = kept(ben, continues=first.pk)
    clock.shift(MINUTE)
    third = kept(ben, continues=second.pk)
    assert offered(ben) == [third.pk]
    saved(third, 1, continues=second)
    assert offered(ben) == []
    assert not OpenForm.objects.exclude(typed="").exists()


def test_words_put_back_without_a_script_are_settled_too(ben: User) -> None:
    first = kept(ben)
    saved(OpenForm(pk=uuid.uuid4(), user=ben), 0, continues=first)
    assert offered(ben) == []


def test_words_typed_after_they_were_put_back_elsewhere_are_not_lost(ben: User, clock: Any) -> None:
    first = kept(ben)
    clock.shift(MINUTE)
    second = kept(ben, continues=first.pk)
    put_back = OpenForm.objects.get(pk=first.pk)
    clock.shift(MINUTE)
    kept(ben, first.pk, 2)
    assert set(offered(ben)) == {first.pk, second.pk}
    saved(second, 1, continues=put_back)
    assert offered(ben) == [first.pk]


def test_a_form_emptied_again_gives_back_what_it_went_on_with(ben: User, clock: Any) -> None:
    first = kept(ben)
    clock.shift(MINUTE)
    second = kept(ben, continues=first.pk)
    kept(ben, second.pk, 2, words="")
    assert offered(ben) == [first.pk]


def test_another_s_form_hides_nobody_s_words(ana: User, ben: User, clock: Any) -> None:
    row = kept(ben)
    clock.shift(MINUTE)
    kept(ana, continues=row.pk)
    assert offered(ben) == [row.pk]


def test_words_that_were_taken_over_are_the_taker_s(ana: User, ben: User, clock: Any) -> None:
    row = kept(ben)
    clock.shift(MINUTE)
    row.take(ana)
    assert (offered(ben), offered(ana)) == ([], [row.pk])
    assert not OpenForm.objects.unsaved().exists()
    mine = kept(ana, continues=row.pk)
    assert offered(ana) == [mine.pk]
    saved(mine, 1, continues=row)
    assert (offered(ben), offered(ana)) == ([], [])


def test_words_that_come_after_the_taking_stay_their_writer_s_however_old_they_are(
    ana: User, ben: User, clock: Any
) -> None:
    """Typed without a connection before the other took over, they reach the server after it."""
    row = kept(ben)
    clock.shift(10 * MINUTE)
    row.take(ana)
    taken = OpenForm.objects.get(pk=row.pk)
    kept(ben, row.pk, 2, words="[]", at=NOON + MINUTE)
    assert (offered(ben), offered(ana)) == ([row.pk], [])
    saved(OpenForm(pk=uuid.uuid4(), user=ana), 0, continues=taken)
    assert offered(ben) == [row.pk]


def test_words_thrown_away_can_be_brought_back(ben: User, clock: Any) -> None:
    first = kept(ben)
    clock.shift(MINUTE)
    second = kept(ben, continues=first.pk)
    second.discard(ben)
    assert offered(ben) == []
    second.bring_back(ben)
    assert offered(ben) == [second.pk]


def test_what_is_typed_after_throwing_away_is_offered(ben: User, clock: Any) -> None:
    row = kept(ben)
    clock.shift(10 * MINUTE)
    row.discard(ben)
    kept(ben, row.pk, 2, at=NOON + MINUTE)
    assert offered(ben) == [row.pk]


def test_who_is_there(ben: User, clock: Any) -> None:
    row = kept(ben)
    clock.shift(dt.timedelta(seconds=89))
    assert OpenForm.objects.present().get().is_present()
    clock.shift(dt.timedelta(seconds=1))
    assert not OpenForm.objects.present().exists()
    assert not row.is_present()
    kept(ben, row.pk, 2, left=True)
    assert not OpenForm.objects.present().exists()
    kept(ben, row.pk, 3)
    assert OpenForm.objects.present().exists()


def test_rows_go_30_days_after_they_were_heard_of(ben: User, clock: Any) -> None:
    old = kept(ben)
    clock.shift(DAY)
    kept(ben)
    clock.shift(29 * DAY)
    assert thin_open_forms(timezone.now()) == 0
    clock.shift(dt.timedelta(seconds=1))
    assert thin_open_forms(timezone.now()) == 1
    assert not OpenForm.objects.filter(pk=old.pk).exists()


def test_words_that_lay_on_a_laptop_for_weeks_stay_as_long_as_others(ben: User, clock: Any) -> None:
    clock.shift(40 * DAY)
    row = kept(ben, at=NOON)
    thin_open_forms(timezone.now())
    assert offered(ben) == [row.pk]


def test_opening_a_form_thins_some_of_what_is_old(ben: User, clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.models.open_form.THINNED_AT_ONCE", 2)
    for _ in range(3):
        kept(ben)
    clock.shift(31 * DAY)
    row = kept(ben)
    assert OpenForm.objects.count() == 2
    kept(ben, row.pk, 2)
    assert OpenForm.objects.count() == 2


@pytest.mark.parametrize("value", ["", "x", "x:1", ":1", "1b4e28ba-2fa1-11d2-883f-b9a761bde3f", "\0"])
def test_what_names_no_form(value: str) -> None:
    assert Reference.read(value) is None


def test_a_reference_reads_what_it_prints() -> None:
    for reference in (Reference(uuid.uuid4(), 7), Reference(uuid.uuid4(), 0), Reference(uuid.uuid4())):
        assert Reference.read(str(reference)) == reference
