"""What the story's page prints: its fields with what is to be mended in them, the box, and the question asked there."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from articles.desk.acts import ACTS, Act
from articles.desk.article_form import StoryForm
from articles.desk.choosing import FACTS
from articles.desk.clashes import PartClash
from articles.desk.editor import configuration
from articles.desk.gate import Gate, OverrideForm, look, marks
from articles.desk.killing import killed_photos
from articles.desk.lead_photo import LeadPhoto
from articles.desk.publish_box import Box
from articles.desk.questions import ChangeQuestion, Question
from articles.desk.revisions import history
from articles.desk.saving import Outcome
from articles.desk.since import Since
from articles.desk.times import Moment
from articles.desk.wording import joined
from articles.gating import OVERRIDE
from articles.models import Version
from articles.publishing import MINOR_ASKED, Refused

# How many versions History lists.
VERSIONS = 20
# The form's field for each part of a story's content, where they differ.
FIELDS = {"lead_photo": "lead_photo", "lead_caption": "lead_photo", "lead_crops": "lead_photo"}
# The part of the form that a field is of, where they differ.
PARTS = {"lead_photo": "lead", "lead_caption": "lead", "lead_crops": "lead"}


@dataclass
class Asked:
    """The question in the box: which act, its fields, the version it is about, and what the house rules say.

    override: the field for a reason, where the person may let the story out against the rules.
    """

    act: Act
    form: Question
    version: Version | None = None
    gate: Gate = field(default_factory=Gate)
    override: OverrideForm | None = None

    @property
    def at(self) -> dt.datetime | None:
        """The instant that was chosen for the act; None for now, or while none is."""
        chosen: dt.datetime | None = getattr(self.form, "cleaned_data", {}).get("at")
        return chosen

    @property
    def fixes(self) -> list[Any]:
        """What is to be mended first."""
        return self.gate.fixes

    def is_valid(self) -> bool:
        """Whether the question, and the reason where one is given, are answered. Both tell their errors."""
        answered = [one.is_valid() for one in (self.form, self.override) if one]
        return all(answered)

    def answers(self) -> dict[str, Any]:
        """Return the arguments that the act takes."""
        return self.form.answers() | (self.override.cleaned_data if self.override else {})

    def look(self, box: Box, lead: LeadPhoto | None) -> None:
        """Ask the house rules about what would go out, as of the instant at which it would."""
        if not self.act.shows_desk_copy and not self.act.shows_version:
            return
        shown = self.version.content() if self.act.shows_version and self.version else box.content
        replaced = self.version if self.act.names_version and self.act.shows_desk_copy else None
        at = self.at or (replaced.live_from if replaced else box.now)
        self.gate = look(shown, box.article, at, lead, mendable=self.act.shows_desk_copy)
        if not self.gate.may_be_overridden or not box.user.has_perm(OVERRIDE):
            self.override = None
        elif self.override is None:
            self.override = OverrideForm()

    @property
    def template(self) -> str:
        """The template with the question's words."""
        return f"admin/articles/article/ask/{self.act.name}.html"

    def refuse(self, refusal: Refused) -> None:
        """Put at the question's own fields what publishing has against the act; house rules are asked anew."""
        for finding in refusal.findings:
            if finding.field == "at":
                self.form.add_error("time" if "time" in self.form.fields else None, finding.message)
            elif finding.field == MINOR_ASKED and isinstance(self.form, ChangeQuestion):
                self.form.doubt = finding.message
            elif finding.field in self.form.fields:
                self.form.add_error(finding.field, finding.message)
            elif not finding.check:
                self.form.add_error(None, finding.message)


def asked_about(query: Mapping[str, str], box: Box) -> Asked | None:
    """Return the question that an address asks, `?ask=restore&version=7`; None when the story gives no cause for it."""
    act = ACTS.get(query.get("ask", ""))
    if act is None or not box.offers(act.name):
        return None
    key = query.get("version", "")
    version = next((known for known in box.versions if str(known.pk) == key), None)
    if act.names_version and version is None:
        return None
    return Asked(act, act.question(initial=box.begins(act.name), zone=box.site.tz, mine=box.mine), version)


def page(outcome: Outcome, box: Box, asked: Asked | None) -> dict[str, Any]:
    """Return the context of the page."""
    form, article = outcome.form, box.article
    if asked:
        asked.form.fit(box)
        asked.look(box, form.lead)
    clashes = outcome.parts
    _mark(form, box, asked, outcome.errors, clashes)
    return {
        "form": form,
        # There is no editor while two bodies are to be chosen between; the picker of photos reads what is set for it.
        "media": "" if "body" in clashes else form.media,
        "editor": json.dumps(configuration()) if "body" in clashes else "",
        "title": str(article) if article.pk else "New story",
        "original": article if article.pk else None,
        "box": box,
        "asked": asked,
        "lead": form.lead,
        "saved": box.moment(article.updated_at) if article.pk else None,
        "history": _history(box),
        "revisions": history(article, box.site.tz) if article.pk else None,
        **_chosen_between(list(clashes.values()), outcome),
        "errors": outcome.errors,
        "killed_photos": killed_photos(article) if article.pk else [],
    }


def _chosen_between(clashes: list[PartClash], outcome: Outcome) -> dict[str, Any]:
    """Return what the page says of versions to choose between."""
    count = sum(len(clash.choices) for clash in clashes)
    since = outcome.since
    if not clashes or since is None:
        return {"clashes": []}
    return {
        "clashes": clashes,
        "since": since,
        "to_choose": f"{count} to choose",
        "note": _note(clashes, since),
        "keep_mine": "Keep mine" if count == 1 else f"Keep {'both' if count == 2 else 'all'} of mine",
        "take_theirs": f"Take {'' if count == 1 else 'both of ' if count == 2 else 'all of '}{since.inside}",
    }


def _note(clashes: list[PartClash], since: Since) -> list[str]:
    """Return what happened, in two sentences: who saved, and what both changed."""
    told = joined(clash.label.lower() for clash in clashes)
    if all(clash.name in FACTS for clash in clashes):
        return ["The lead photo has got other words than you typed for it.", f"They differ in the {told}."]
    who = since.who[:1].upper() + since.who[1:]
    saved = f"{who} saved this story at {since.moment.clock} while you were writing."
    if any(not clash.base and not clash.saw and clash.name != "part" for clash in clashes):
        return [saved, f"What you both began with is not known any more, so all that differs is shown: {told}."]
    return [saved, f"You both changed the {told}."]


def _mark(
    form: StoryForm, box: Box, asked: Asked | None, errors: Mapping[str, list[str]], clashes: Mapping[str, PartClash]
) -> None:
    """Tell each field what is to be mended or chosen in it, and whether readers see something else there."""
    changed = {FIELDS.get(name, name) for name in box.changed_fields}
    for name in form.fields:
        bound: Any = form[name]
        bound.changed = name in changed
        bound.clash = clashes.get(PARTS.get(name, name))
        said = marks(asked.gate if asked else None, name)
        bound.mend = said["mend"] + errors.get(name, [])
        bound.advice = said["advice"]
        parts = ("helptext", "length", "error", "mend", "advice")
        described = [f"{bound.auto_id}_{part}" for part in parts if _says(bound, part)]
        if described:
            bound.field.widget.attrs["aria-describedby"] = " ".join(described)


def _says(bound: Any, part: str) -> bool:
    """Whether a part of the page says something about a field."""
    said = {
        "helptext": bound.help_text,
        "length": bound.name == "headline",
        "error": bound.errors,
        "mend": bound.mend,
        "advice": bound.advice,
    }
    return bool(said[part])


def _history(box: Box) -> list[tuple[Version, Moment]]:
    return [(version, box.moment(version.live_from)) for version in box.seen[:VERSIONS]]
