"""A draft of the sample edition that the newsroom's lawyer has stopped."""

import json

from django.contrib.auth.models import User

from articles.legal import put_on_hold
from articles.models import Article
from articles.wire import edition


def tell_holds() -> None:
    """Put the edition's stopped drafts on legal hold in the name of the demonstration's logins."""
    told = json.loads(edition.SURROUNDINGS.read_text()).get("holds", [])
    reasons = {hold["story"]: (hold["by"], hold["reason"]) for hold in told}
    people = User.objects.in_bulk({by for by, _ in reasons.values()}, field_name="username")
    for article in Article.objects.filter(source_id__in=reasons, held_at=None):
        by, reason = reasons[str(article.source_id)]
        put_on_hold(article, reason, by=people[by])
