"""Where a newsroom says how it works, as schema.org names it for search engines."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models

web_or_own = RegexValidator(r"^(https?://[^\s/]+|/(?!/))\S*$", "An address starts with https:// or with /.")


def _page(label: str, help_text: str = "") -> Any:
    return models.CharField(label, max_length=300, blank=True, default="", validators=[web_or_own], help_text=help_text)


class Policies(models.Model):
    """Addresses of pages on which the newsroom says how it works. https://schema.org/NewsMediaOrganization"""

    publishing_principles = _page("editorial principles", "The page that says by what principles you work.")
    ethics_policy = _page("ethics policy")
    corrections_policy = _page("corrections policy", "What you do about mistakes; not the list of corrections itself.")
    fact_checking_policy = _page("fact-checking policy")
    unnamed_sources_policy = _page("policy on unnamed sources")
    feedback_policy = _page("how readers can respond")
    diversity_policy = _page("diversity policy")
    ownership_page = _page("ownership and funding", "Who owns and pays for the newsroom.")
    masthead_page = _page("masthead", "Who works here.")
    mission_page = _page("mission and coverage priorities")

    class Meta:
        abstract = True

    def policy_pages(self) -> dict[str, str]:
        """Return the addresses that are filled in, by schema.org's names for them."""
        return {name: address for field, name in PROPERTIES.items() if (address := getattr(self, field))}


PROPERTIES = {
    "publishing_principles": "publishingPrinciples",
    "ethics_policy": "ethicsPolicy",
    "corrections_policy": "correctionsPolicy",
    "fact_checking_policy": "verificationFactCheckingPolicy",
    "unnamed_sources_policy": "unnamedSourcesPolicy",
    "feedback_policy": "actionableFeedbackPolicy",
    "diversity_policy": "diversityPolicy",
    "ownership_page": "ownershipFundingInfo",
    "masthead_page": "masthead",
    "mission_page": "missionCoveragePrioritiesPolicy",
}
