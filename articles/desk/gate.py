"""What stands between a story and its readers, as links to where it is mended; and what is told of an override."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.urls import reverse

from articles.desk.lead_photo import LeadPhoto
from articles.desk.questions import PREFIX
from articles.desk.wording import joined
from articles.house_rules import CHECKS, Finding, HouseRules, facts_for
from articles.models import Article, Content, Override

# The part of the form that mends a finding, by the finding's field.
TARGETS = {
    "headline": "id_headline",
    "body": "id_body",
    "section": "id_section",
    "bylines": "id_bylines",
    "part": "id_part",
    "hold": "legal-hold",
}
LEAD_CARD = "lead-photo"
LEAD_FACTS = {"credit": "id_lead_credit", "alt-text": "id_lead_alt"}
COUNTS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
# How many of the checks that found nothing are named.
NAMED = 5


class OverrideForm(forms.Form):
    """Why the story goes out against the house rules."""

    prefix = PREFIX
    use_required_attribute = False

    override = forms.CharField(
        label="Why it goes out all the same",
        widget=forms.Textarea({"rows": 2}),
        help_text="Kept in History with your name and what is listed above.",
        error_messages={"required": "Say why: it is kept in History with your name."},
    )


@dataclass(frozen=True)
class Fix:
    """One finding, the id of the place that mends it, and the address of the photo's own page where a photo is meant.

    target: "" where there is nothing to mend in the form.
    """

    finding: Finding
    target: str
    photo: str = ""

    @property
    def message(self) -> str:
        """What was found."""
        return self.finding.message

    @property
    def field(self) -> str:
        """The form's field that it belongs to."""
        return self.finding.field


@dataclass
class Gate:
    """All that the house rules say of a content: what stops it, what is worth a look, what is well."""

    fixes: list[Fix] = field(default_factory=list)
    advice: list[Fix] = field(default_factory=list)
    passed: str = ""

    @property
    def title(self) -> str:
        """How much is to be mended, in words; "" when nothing is."""
        count = len(self.fixes)
        number = COUNTS[count] if count < len(COUNTS) else str(count)
        return f"{number} thing{'s' if count > 1 else ''} to fix before this goes live" if count else ""

    @property
    def may_be_overridden(self) -> bool:
        """Whether what stops it is nothing but rules that a person may decide against."""
        return bool(self.fixes) and not any(fix.finding.hard for fix in self.fixes)


def look(content: Content, article: Article, at: dt.datetime, lead: LeadPhoto | None, *, mendable: bool) -> Gate:
    """Return what the house rules say of a content that is to go live at an instant (aware), in the order of the form.

    mendable: whether the content is what the form shows.
    """
    rules = HouseRules.current()
    found = rules.findings(content, facts_for(content, article, at))
    with_findings = {finding.check for finding in found}
    fixes = [_fix(finding, lead, mendable=mendable) for finding in found]
    return Gate(
        fixes=[fix for fix in fixes if not fix.finding.advice],
        advice=[fix for fix in fixes if fix.finding.advice],
        passed=_passed([one.words for one in rules.in_force if one.name not in with_findings]),
    )


def told_of(override: Override, *, seen: bool) -> str:
    """Return who let a version out, or will, against which house rules, and why, in a sentence."""
    against = dict.fromkeys(_against(finding.check_name) for finding in override.findings.all())
    did = "Published" if seen else "Scheduled"
    return f"{did} {joined(against)} by {override.who}: {override.reason}"


def marks(gate: Gate | None, name: str) -> dict[str, Any]:
    """Return what a field of the form says of itself: what is to be mended in it, and what is worth a look."""
    return {
        "mend": _messages(gate.fixes if gate else [], name),
        "advice": _messages(gate.advice if gate else [], name),
    }


def _messages(fixes: Iterable[Fix], name: str) -> list[str]:
    return [fix.message for fix in fixes if fix.field == name and fix.target]


def _against(name: str) -> str:
    known = CHECKS.get(name)
    return known.against if known and known.against else f"against the rule “{known.words if known else name}”"


def _passed(words: list[str]) -> str:
    if not words:
        return ""
    named = [word.lower() for word in words[:NAMED]]
    more = len(words) - len(named)
    told = f"{', '.join(named)} and {more} more" if more else joined(named)
    return f"{len(words)} check{'s' if len(words) > 1 else ''} passed: {told}"


def _fix(finding: Finding, lead: LeadPhoto | None, *, mendable: bool) -> Fix:
    own_page = finding.photo and (finding.field == "body" or not mendable)
    photo = reverse("admin:media_photo_change", args=[finding.photo]) if own_page else ""
    return Fix(finding, _target(finding, lead) if mendable or finding.field == "hold" else "", photo)


def _target(finding: Finding, lead: LeadPhoto | None) -> str:
    if finding.field == "lead_photo":
        return LEAD_FACTS.get(finding.check, LEAD_CARD) if lead and lead.may_describe else LEAD_CARD
    return TARGETS.get(finding.field, "story")
