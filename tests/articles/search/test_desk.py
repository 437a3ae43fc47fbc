"""What the desk finds, beyond what its pages show in their own tests."""

import datetime as dt

import pytest

from articles.models import Article
from articles.search import desk
from articles.search.desk import best
from tests.articles.makers import make_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("near", [0, 3, 200])
def test_rare_words_and_common_ones_are_offered_in_the_same_order(monkeypatch: pytest.MonkeyPatch, near: int) -> None:
    monkeypatch.setattr(desk, "NEAR", near)
    began = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    for number in range(8):
        titled, rare = "Harbour" if number == 2 else "Story", "zeppelin" if number < 2 else "ship"
        article = make_article(f"{titled} {number}", body=f"<p>The {rare} at the harbour.</p>")
        Article.objects.filter(pk=article.pk).update(updated_at=began + dt.timedelta(days=number))

    def offered(typed: str, most: int = 3) -> list[str]:
        return [one.headline for one in best(Article.objects.order_by("-updated_at", "-pk"), typed, most)]

    assert offered("harbour") == ["Harbour 2", "Story 7", "Story 6"]
    assert offered("zepp") == ["Story 1", "Story 0"]
    assert offered("harb ship", 9) == ["Story 7", "Story 6", "Story 5", "Story 4", "Story 3", "Harbour 2"]
    assert offered("airship") == offered("?") == []
