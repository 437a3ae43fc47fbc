"""Some drafts of the sample edition on their way from hand to hand, as a newsroom would have them in the morning."""

import json
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User

from articles.models import Article, Handover, Move
from articles.reviewing import give_back, hand_over, mark_ready, take
from articles.wire import edition

VERBS: dict[Move, Callable[..., Handover]] = {
    Move.HAND_OVER: hand_over,
    Move.TAKE: take,
    Move.GIVE_BACK: give_back,
    Move.READY: mark_ready,
}


def tell_turns() -> None:
    """Pass the edition's drafts on between the demonstration's logins, unless somebody has passed them on already."""
    told = json.loads(edition.SURROUNDINGS.read_text()).get("turns", [])
    stories = Article.objects.filter(source_id__in={turn["story"] for turn in told}, versions=None, handovers=None)
    waiting = {article.source_id: article for article in stories}
    people = User.objects.in_bulk({turn["by"] for turn in told}, field_name="username")
    for turn in told:
        if article := waiting.get(turn["story"]):
            _tell(article, people[turn["by"]], turn)


def _tell(article: Article, by: User, turn: dict[str, Any]) -> None:
    words = {"note": turn["note"]} if "note" in turn else {}
    VERBS[Move(turn["move"])](article, by=by, **words)
