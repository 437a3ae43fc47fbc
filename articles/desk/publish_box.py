"""What the publish box says: what readers see of a story now, what they will see, and what would change it."""

import datetime as dt
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from articles.desk.preferences import own_zone
from articles.desk.times import Moment
from articles.desk.wording import joined
from articles.models import Article, Content, Embargo, Kill, Site, State, Version, first_name, person

# Names told to somebody who may not publish.
TOLD_NAMES = 3


@dataclass(frozen=True)
class Button:
    """A button of the box: the act that it asks about, and its words."""

    act: str
    label: str
    style: str = ""


@dataclass(frozen=True)
class Ahead:
    """A version that nobody has seen yet."""

    version: Version
    moment: Moment
    differs: bool
    changes: list[str]


@dataclass(frozen=True)
class Hold:
    """A legal hold: since when, by whom, why."""

    article: Article
    moment: Moment

    @property
    def who(self) -> str:
        """Who put the story on hold."""
        return person(self.article.held_by) or "the newsroom"


class Box:
    """The publishing side of one story at one instant, for one person.

    All versions of the story, without their bodies, are read in one query; more are asked only where something differs.
    """

    def __init__(self, article: Article, user: Any, site: Site) -> None:
        self.article, self.user, self.site = article, user, site
        self.now = timezone.now()
        self.mine = own_zone(user, site)
        versions = _versions(article) if article.pk else []
        # One killed version is all killed: none of them counts for readers.
        self.killed: Kill | None = next((version.kill for version in versions if version.kill), None)
        self.versions = [] if self.killed else versions

    @cached_property
    def live(self) -> Version | None:
        """What readers see."""
        return next((version for version in self.seen if version.is_live(self.now)), None)

    @cached_property
    def seen(self) -> list[Version]:
        """What readers have seen, newest first."""
        return [version for version in self.versions if version.is_seen(self.now)]

    @cached_property
    def ahead(self) -> list[Ahead]:
        """What lies ahead, in the order in which it will be seen; of the first one, also what the desk copy changed."""
        due = [version for version in reversed(self.versions) if not version.is_seen(self.now)]
        return [
            Ahead(
                version,
                self.moment(version.live_from),
                differs=version.digest != self.article.digest,
                changes=self.changes_from(version) if version is due[0] else [],
            )
            for version in due
        ]

    @cached_property
    def ending(self) -> Moment | None:
        """When readers will lose the story."""
        ends = [at for version in self.versions if (at := version.to_be_withdrawn(self.now))]
        return self.moment(min(ends)) if ends else None

    @cached_property
    def embargo(self) -> Embargo | None:
        """The embargo that holds the story; None where it may be published."""
        embargo = getattr(self.article, "embargo", None)
        return embargo if embargo and embargo.holds(self.now) else None

    @property
    def embargoed(self) -> Moment | None:
        """Until when nobody may publish the story."""
        return self.moment(self.embargo.until) if self.embargo else None

    def begins(self, act: str) -> dict[str, Any]:
        """Return what the fields of a question hold at first: the end of the embargo, where one holds the story."""
        if self.embargoed is None or act not in {"schedule", "embargo"}:
            return {}
        local, note = self.embargoed.local, self.embargo.note if self.embargo else ""
        return {"date": local.date(), "time": local.time(), "note": note}

    @property
    def state(self) -> State:
        """The story's state, in one word."""
        if self.killed:
            return State.KILLED
        if self.live:
            return State.LIVE
        if self.ahead:
            return State.SCHEDULED
        return State.WITHDRAWN if self.seen else State.DRAFT

    @cached_property
    def since(self) -> Moment | None:
        """Since when the state holds: what is live was shown, what is withdrawn was taken away."""
        if self.live:
            return self.moment(self.live.live_from)
        if self.state == State.WITHDRAWN and self.seen[0].live_until:
            return self.moment(self.seen[0].live_until)
        return None

    @cached_property
    def changes(self) -> list[str]:
        """What the desk copy has that readers of the live story don't see, in an editor's words."""
        if not self.live or self.live.digest == self.article.digest:
            return []
        return self.content.changed_from(self.live_content)

    @cached_property
    def changed_fields(self) -> set[str]:
        """The names of the parts of the content that readers of the live story see otherwise."""
        if not self.live or not self.changes:
            return set()
        live = self.live_content
        return {part.name for part in fields(Content) if getattr(live, part.name) != getattr(self.content, part.name)}

    @cached_property
    def live_content(self) -> Content:
        """What readers see. Asked only where it differs from the desk copy."""
        return self.live.content() if self.live else Content()

    def changes_from(self, version: Version) -> list[str]:
        """Return which parts of the desk copy differ from a version."""
        if version.digest == self.article.digest:
            return []
        return self.content.changed_from(version.content())

    @cached_property
    def content(self) -> Content:
        """The desk copy's content."""
        return self.article.content()

    @property
    def next_number(self) -> int:
        """The number of a version published now."""
        return len(self.seen) + 1

    @cached_property
    def address(self) -> str:
        """The path at which readers find the story, or will if it is published now."""
        if self.live:
            return self.live.get_absolute_url()
        day = self.article.published_on or self.now.astimezone(self.site.tz).date()
        return Version(published_on=day, slug=self.article.slug).get_absolute_url() if self.article.slug else ""

    def moment(self, at: dt.datetime) -> Moment:
        """Return an instant as it is told here."""
        return Moment(at, self.site.tz, self.mine)

    def may(self, permission: str) -> bool:
        """Whether this person holds a permission on stories."""
        return self.user.has_perm(f"articles.{permission}")

    @cached_property
    def may_publish(self) -> bool:
        """Whether this person may show the story to readers; after a legal removal, if they may do one."""
        return self.may("publish_article") and (not self.is_removed or self.may_remove)

    @cached_property
    def may_withdraw(self) -> bool:
        """Whether this person may take stories from readers."""
        return self.may("withdraw_article")

    @cached_property
    def may_kill(self) -> bool:
        """Whether this person may take stories from readers everywhere at once, and bring them back."""
        return self.may("kill_article")

    @cached_property
    def may_correct(self) -> bool:
        """Whether this person may publish corrections."""
        return self.may("correct_article")

    @cached_property
    def may_retract(self) -> bool:
        """Whether this person may take back what a story says."""
        return self.may_correct and self.may_withdraw

    @cached_property
    def may_remove(self) -> bool:
        """Whether this person may remove stories for legal reasons."""
        return self.may_withdraw and self.may("remove_article")

    @cached_property
    def may_stay(self) -> bool:
        """Whether this person may let a story stay that is to be withdrawn; a legal removal, if they may do one."""
        removals = (one for one in self.versions if one.end == Version.End.REMOVED and one.to_be_withdrawn(self.now))
        return self.ending is not None and (self.may_remove if any(removals) else self.may_withdraw)

    @cached_property
    def may_redact(self) -> bool:
        """Whether this person may take words out of what readers saw."""
        return bool(self.seen) and self.may("redact_article")

    @property
    def is_withdrawn(self) -> bool:
        """Whether readers are told at the story's address that it was withdrawn."""
        return self.state == State.WITHDRAWN and self.seen[0].end == Version.End.WITHDRAWN

    @property
    def is_removed(self) -> bool:
        """Whether the story's address answers as if it had never been."""
        return self.state == State.WITHDRAWN and self.seen[0].end == Version.End.REMOVED

    @cached_property
    def may_hold(self) -> bool:
        """Whether this person may put stories on legal hold and lift it."""
        return self.may("hold_article")

    @cached_property
    def hold(self) -> Hold | None:
        """That the story is on legal hold."""
        return Hold(self.article, self.moment(self.article.held_at)) if self.article.held_at else None

    @cached_property
    def holders(self) -> str:
        """Who may lift a legal hold, for somebody who may not."""
        return names_with("hold_article") or "Only administrators"

    @cached_property
    def buttons(self) -> list[Button]:
        """The buttons, the blue one first. Save is always there."""
        live, free = bool(self.live), self.embargo is None
        publishes = self.may_publish and not self.killed
        offered = [
            (not live and publishes and free, Button("publish", "Publish", "default")),
            (live and publishes and free, Button("update", "Update", "default")),
            (live and free and self.may_correct, Button("correct", "Correct…")),
            (publishes, Button("schedule", "Schedule…", "" if free else "default")),
            ((live or bool(self.ahead)) and self.may_withdraw, Button("withdraw", "Withdraw…", "danger")),
            (self.is_withdrawn and self.may_remove, Button("remove", "Legal removal…", "danger")),
        ]
        shown = [button for wanted, button in offered if wanted]
        return [*shown, Button("save", "Save", "" if publishes else "default")]

    def offers(self, act: str) -> bool:
        """Whether the box has a way to ask about an act, as the story stands."""
        possible = {
            "replace": bool(self.ahead) and self.may_publish,
            "call_off": bool(self.ahead) and self.may_publish,
            "stay": self.may_stay,
            "restore": bool(self.seen) and self.may_publish and self.embargo is None,
            "hold": bool(self.article.pk) and not self.article.held_at and self.may_hold,
            "lift": bool(self.article.held_at) and self.may_hold,
            "embargo": self.may_publish and not self.killed,
            "lift_embargo": self.embargo is not None and self.may_publish,
        }
        return possible.get(act, any(button.act == act for button in self.buttons))

    @cached_property
    def publishers(self) -> str:
        """Who may publish, for somebody who may not: “Ben, Mila and others can publish it.”"""
        permission = "remove_article" if self.is_removed else "publish_article"
        return f"{names_with(permission) or 'Only administrators'} can publish it."

    @cached_property
    def overriders(self) -> str:
        """Who may publish against the house rules, for somebody who may not: “Mila and Ben”."""
        return names_with("override_gate") or "administrators"

    def shown_under(self) -> int:
        """Return under how many live stories this one was chosen to stand."""
        return Version.objects.live().filter(related__article=self.article).count()


def _versions(article: Article) -> list[Version]:
    """Return a story's versions, newest first, without bodies; with what they went out against, for a query more."""
    known = article.versions.defer("body").select_related("made_by", "override__by", "kill__by").order_by("-live_from")
    versions: list[Version] = list(known)
    prefetch_related_objects([one for one in versions if hasattr(one, "override")], "override__findings")
    return versions


def names_with(permission: str) -> str:
    """Return who holds a permission on stories, in words: “Ben, Mila and others”; "" when nobody but administrators."""
    people = list(_people_with(permission)[: TOLD_NAMES + 1])
    names = [first_name(one) for one in people[:TOLD_NAMES]]
    if len(people) > TOLD_NAMES:
        names.append("others")
    return joined(names)


def _people_with(permission: str) -> QuerySet[Any]:
    people = get_user_model()._default_manager.with_perm(
        f"articles.{permission}", include_superusers=False, backend="django.contrib.auth.backends.ModelBackend"
    )
    return people.order_by("first_name", "pk")
