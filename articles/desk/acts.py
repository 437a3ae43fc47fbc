"""What the publish box does: each act's question, its verb in `publishing`, and the sentence that tells it is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from articles import legal, publishing, timing
from articles.desk.preferences import own_zone
from articles.desk.questions import (
    CorrectQuestion,
    EmbargoQuestion,
    HoldQuestion,
    Question,
    TimeQuestion,
    UpdateQuestion,
    WithdrawQuestion,
)
from articles.desk.times import Moment
from articles.emptying import take_text_away
from articles.languages import language_named
from articles.models import CORRECTIONS, Article, Kind, Site, Version
from media.keys import number_in

NOW = "_now"
REMOVED = "Removed for legal reasons: its addresses answer as if the story had never been."
ANYWAY = "_anyway"


@dataclass(frozen=True)
class Act:
    """One act: its question, and what does it. `do` takes the story, the version meant, the person, the answers."""

    name: str
    question: type[Question]
    do: Callable[..., str]
    # The words on the button that answers; with `answers`, for the kinds that they name, separated by spaces.
    answer: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    # Whether the question is about one of the story's versions.
    names_version: bool = False
    # Whether the desk copy goes to readers, so that the house rules are asked first.
    shows_desk_copy: bool = False
    # Whether a version's content does.
    shows_version: bool = False
    # Whether readers lose something.
    danger: bool = False


@dataclass(frozen=True)
class Pressed:
    """The button that sent the form: which act, whether it was asked about already, and which version it names."""

    act: Act
    confirmed: bool
    version: int | None
    # Whether it goes out against the house rules, for a reason that is given.
    anyway: bool = False


def _publish(article: Article, version: Version | None, by: Any, *, override: str = "") -> str:
    shown = publishing.publish(article, by=by, override=override)
    return f"Published: readers see version {shown.number}."


def _change(
    article: Article,
    version: Version | None,
    by: Any,
    *,
    kind: str,
    note: str,
    keep_text: str,
    sure: str,
    override: str = "",
) -> str:
    if kind not in CORRECTIONS:
        shown = publishing.update(article, by=by, kind=kind, note=note, sure=sure == article.digest, override=override)
        return f"Updated: readers see version {shown.number}."
    if kind == Kind.RETRACTION and keep_text == "no":
        take_text_away(article, by=by)
    shown = publishing.correct(article, note, by=by, kind=kind, override=override)
    return f"{shown.get_kind_display()} published: readers see version {shown.number} with your note."


def _schedule(article: Article, version: Version | None, by: Any, *, at: Any, override: str = "") -> str:
    due = publishing.schedule(article, at, by=by, override=override)
    return f"Scheduled: readers will see version {due.number} from {_told(due.live_from, by)}."


def _replace(article: Article, version: Version, by: Any, *, override: str = "") -> str:
    due = publishing.schedule(article, version.live_from, by=by, override=override)
    return f"Replaced: what is here goes live as version {due.number} on {_told(due.live_from, by)}."


def _call_off(article: Article, version: Version, by: Any) -> str:
    publishing.unschedule(version, by=by)
    return f"Called off: version {version.number} will not go live on {_told(version.live_from, by)}."


def _withdraw(
    article: Article, version: Version | None, by: Any, *, at: Any, note: str, legal: bool, translations: bool
) -> str:
    with transaction.atomic():
        publishing.withdraw(article, by=by, at=at, note=note, legal=legal)
        others = publishing.withdraw_translations(article, by=by, at=at, note=note, legal=legal) if translations else []
    too = f" Its translations go too: {', '.join(language_named(one.language) for one in others)}." if others else ""
    if legal and not at:
        return f"{REMOVED}{too}"
    if at:
        return f"Readers will lose this story on {_told(at, by)}.{too}"
    return f"Withdrawn: readers no longer see this story.{too}"


def _remove(article: Article, version: Version | None, by: Any) -> str:
    publishing.withdraw(article, by=by, legal=True)
    return REMOVED


def _stay(article: Article, version: Version | None, by: Any) -> str:
    publishing.call_off_withdrawal(article, by=by)
    return "The story stays: its withdrawal is called off."


def _restore(article: Article, version: Version, by: Any, *, override: str = "") -> str:
    shown = publishing.restore(version, by=by, override=override)
    return f"Readers see version {version.number} again, as version {shown.number}."


def _hold(article: Article, version: Version | None, by: Any, *, reason: str) -> str:
    count = legal.put_on_hold(article, reason, by=by)
    off = f" {count} scheduled version{'s are' if count > 1 else ' is'} called off." if count else ""
    return f"On legal hold: nothing new of this story goes to readers.{off}"


def _lift(article: Article, version: Version | None, by: Any) -> str:
    legal.lift_hold(article, by=by)
    return "The legal hold is lifted: the story can be published again."


def _embargo(article: Article, version: Version | None, by: Any, **answers: Any) -> str:
    embargo = timing.set_embargo(article, answers.pop("at"), by=by, **answers)
    return f"Under embargo: nobody can publish this story before {_told(embargo.until, by)}."


def _lift_embargo(article: Article, version: Version | None, by: Any) -> str:
    timing.lift_embargo(article, by=by)
    return "The embargo is lifted: the story can be published. Nothing is published by that."


def _told(at: Any, by: Any) -> str:
    site = Site.objects.current()
    return Moment(at, site.tz, own_zone(by, site)).exact


# For each kind of change, the words on the button that publishes it.
CHANGES = (
    ("update minor", "Update now"),
    ("correction", "Publish correction"),
    ("clarification", "Publish clarification"),
    ("retraction", "Publish retraction"),
)

ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        Act("publish", Question, _publish, "Publish now", shows_desk_copy=True),
        Act("update", UpdateQuestion, _change, answers=CHANGES, shows_desk_copy=True),
        Act("correct", CorrectQuestion, _change, answers=CHANGES, shows_desk_copy=True),
        Act("schedule", TimeQuestion, _schedule, "Schedule", shows_desk_copy=True),
        Act("replace", Question, _replace, "Replace", names_version=True, shows_desk_copy=True),
        Act("call_off", Question, _call_off, "Call off", names_version=True, danger=True),
        Act("withdraw", WithdrawQuestion, _withdraw, "Withdraw", danger=True),
        Act("remove", Question, _remove, "Remove", danger=True),
        Act("stay", Question, _stay, "Let it stay"),
        Act("embargo", EmbargoQuestion, _embargo, "Set the embargo"),
        Act("lift_embargo", Question, _lift_embargo, "Lift the embargo", danger=True),
        Act("restore", Question, _restore, "Show it again", names_version=True, shows_version=True),
        Act("hold", HoldQuestion, _hold, "Put on legal hold", danger=True),
        Act("lift", Question, _lift, "Lift the hold"),
    )
}


def pressed(data: Mapping[str, str]) -> Pressed | None:
    """Return which act's button sent a form; None for a plain save.

    `_publish` asks, `_publish_now` answers, `_publish_anyway` answers against the house rules. A button that names a
    version has its primary key as its value.
    """
    for name, act in ACTS.items():
        for ending in (ANYWAY, NOW, ""):
            field = f"_{name}{ending}"
            if field in data:
                return Pressed(act, confirmed=bool(ending), version=number_in(data[field]), anyway=ending == ANYWAY)
    return None
