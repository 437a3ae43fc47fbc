"""What stands between a story and its readers, as links to where it is mended."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from articles.desk.lead_photo import LeadPhoto
from articles.house_rules import Finding

# The part of the form that mends a finding, by the finding's field.
TARGETS = {"headline": "id_headline", "body": "id_body", "section": "id_section", "bylines": "id_bylines"}
LEAD_CARD = "lead-photo"


@dataclass(frozen=True)
class Fix:
    """One finding: its words, the form's field that it belongs to, and the id of the place that mends it.

    photo: the address of the photo's own page, where it is a photo in the text that lacks something.
    """

    message: str
    field: str
    target: str
    photo: str = ""


def fixes(findings: Iterable[Finding], lead: LeadPhoto | None) -> list[Fix]:
    """Return where each finding is mended, in the order of the form."""
    lacking = iter(_lead_targets(lead))
    return [_fix(finding, next(lacking, LEAD_CARD) if finding.field == "lead_photo" else "") for finding in findings]


def _fix(finding: Finding, lead_target: str) -> Fix:
    target = lead_target or TARGETS.get(finding.field, "story")
    in_text = finding.field == "body" and finding.photo
    return Fix(
        message=finding.message,
        field=finding.field,
        target=target,
        photo=reverse("admin:media_photo_change", args=[finding.photo]) if in_text else "",
    )


def _lead_targets(lead: LeadPhoto | None) -> list[str]:
    """Return the fields for what the lead photo lacks, in the order in which the house rules ask for it."""
    if lead is None or not lead.may_describe:
        return []
    lacks = (("id_lead_credit", lead.lacks_credit), ("id_lead_alt", lead.lacks_alt))
    return [target for target, lacking in lacks if lacking]
