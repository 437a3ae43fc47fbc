"""manage.py demo: the sample edition and four logins."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import Article, Author, Comment, Discussion, Embargo
from articles.wire import edition
from articles.wire.logins import LOGINS
from tests.articles.wire.editions import small_edition

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]
__all__ = ["small_edition"]

NAMES = ["reporter", "editor", "photoeditor", "producer", "admin"]


@pytest.fixture(autouse=True)
def var(settings: Any, tmp_path: Path, monkeypatch: Any, small_edition: Path) -> Path:
    """A directory of this installation's own, and no password or port in the environment."""
    settings.VAR = tmp_path
    monkeypatch.delenv("NEWSROOM_DEMO_PASSWORD", raising=False)
    monkeypatch.delenv("PORT", raising=False)
    return tmp_path


def demo(*arguments: str) -> str:
    out = StringIO()
    call_command("demo", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def password(var: Path) -> str:
    return (var / "demo-password").read_text()


def test_it_loads_the_edition_and_tells_how_to_get_in(var: Path) -> None:
    told = demo("--port", "8123")
    assert Article.objects.count() == 5
    assert f"Password: {password(var)}" in told
    assert "Logins:   reporter, editor, photoeditor, producer, admin" in told
    assert "http://127.0.0.1:8123/admin/" in told
    for name in NAMES:
        assert authenticate(username=name, password=password(var))


def test_the_password_is_random_and_for_its_owner_alone(var: Path) -> None:
    demo()
    first = password(var)
    assert len(first) >= 12
    assert (var / "demo-password").stat().st_mode & 0o777 == 0o600
    (var / "demo-password").unlink()
    User.objects.all().delete()
    demo()
    assert password(var) != first


def test_each_login_may_do_what_its_group_may(var: Path) -> None:
    demo()
    users = {user.username: user for user in User.objects.all()}
    assert sorted(users) == sorted(NAMES)
    assert all(user.is_staff for user in users.values())
    assert [name for name in NAMES if users[name].is_superuser] == ["admin"]
    assert [users[name].groups.get().name for name in NAMES] == [
        "Reporter",
        "Desk editor",
        "Photo editor",
        "Web producer",
        "Administrator",
    ]
    assert not users["reporter"].has_perm("articles.publish_article")
    assert users["editor"].has_perm("articles.publish_article")


def test_some_drafts_are_on_their_way_from_hand_to_hand(var: Path) -> None:
    demo()
    article = Article.objects.get(source_id="notes")
    assert article.assigned_to.username == "reporter"
    assert [row.move for row in article.handovers.order_by("pk")] == ["hand_over", "take", "give_back"]
    demo()
    assert article.handovers.count() == 3, "a second run leaves it as it is"


def test_reporter_and_editor_are_people_of_the_paper(var: Path) -> None:
    demo()
    assert User.objects.get(username="reporter").author == Author.objects.get(name="Nadia Kestrel")
    assert User.objects.get(username="editor").get_full_name() == "Henrik Asare"


def test_a_password_that_is_asked_for_is_taken_and_kept(var: Path, monkeypatch: Any) -> None:
    demo()
    random = password(var)
    monkeypatch.setenv("NEWSROOM_DEMO_PASSWORD", "harbour at noon")
    assert "Password: harbour at noon" in demo()
    assert all(authenticate(username=name, password="harbour at noon") for name in NAMES)
    assert not authenticate(username="admin", password=random)
    monkeypatch.delenv("NEWSROOM_DEMO_PASSWORD")
    assert "Password: harbour at noon" in demo()


def test_a_second_run_brings_nothing_back(var: Path) -> None:
    demo()
    Article.objects.get(source_id="notes").delete()
    User.objects.filter(username="photoeditor").update(first_name="Pia")
    told = demo()
    assert "Loading" not in told
    assert not Article.objects.filter(source_id="notes").exists()
    assert User.objects.get(username="photoeditor").first_name == "Pia"


def test_a_login_that_was_deleted_comes_back(var: Path) -> None:
    demo()
    User.objects.get(username="reporter").delete()
    demo()
    assert User.objects.get(username="reporter").author.name == "Nadia Kestrel"


def test_a_newsroom_with_logins_of_its_own_is_left_alone(var: Path) -> None:
    User.objects.create_superuser("admin", password="their own")
    with pytest.raises(CommandError, match="logins of its own"):
        demo()
    assert not Article.objects.exists()
    assert User.objects.get().check_password("their own")
    assert not (var / "demo-password").exists()


def test_without_demo_there_are_no_logins() -> None:
    assert not User.objects.filter(username__in=[login.username for login in LOGINS]).exists()


def test_the_real_edition_has_the_people_whose_logins_these_are() -> None:
    text = (Path(edition.__file__).parent / "sample" / "edition.json").read_text()
    assert all(login.author in text for login in LOGINS)


def test_a_draft_is_on_legal_hold() -> None:
    demo()
    (held,) = Article.objects.on_hold()
    assert (held.source_id, held.held_by.username, held.hold_reason) == ("notes", "editor", "Ask the lawyer.")
    held.held_at, held.hold_reason = None, ""
    held.save()
    demo()
    assert not Article.objects.on_hold().exists(), "what was lifted stays lifted"


def test_a_draft_is_under_embargo() -> None:
    demo()
    embargo = Embargo.objects.get()
    assert (embargo.article.source_id, embargo.set_by.username) == ("notes", "editor")
    assert embargo.until > timezone.now()
    embargo.delete()
    demo()
    assert not Embargo.objects.exists(), "what was lifted stays lifted"


def test_readers_have_commented_and_an_editor_was_there(var: Path) -> None:
    for _ in range(2):
        demo()
        told = Comment.objects.order_by("pk").values_list("name", "state", "staff")
        assert list(told) == [
            ("Rita", "waiting", False),
            ("Tomas", "shown", False),
            ("Henrik Asare", "shown", True),
            ("Mallory", "rejected", False),
        ]
    assert Comment.objects.filter(posted_at__gt=timezone.now()).count() == 0
    assert Discussion.objects.get().count == 2
