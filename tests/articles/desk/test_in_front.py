"""The desk knows who stands in front, what each was told, and what it did not hear."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.in_front import SHOWN
from articles.models import EdgeHook
from newsroom.edge.hooks import Fastly, Varnish

PAGE, TODAY, MORE = "/admin/in-front/", "/admin/", "/admin/more/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def edge(settings: Any) -> None:
    """Two stand in front."""
    hooks = (Varnish("Varnish at 10.0.0.2", "http://10.0.0.2"), Fastly("Fastly, service S1", "S1", "wozzeck"))
    settings.EDGE, settings.EDGE_SECONDS = hooks, 600


def make_hook(name: str = "Varnish at 10.0.0.2", **values: Any) -> EdgeHook:
    """Return what one of them was told."""
    now = timezone.now()
    return EdgeHook.objects.create(name=name, looked_at=now, **{"told_at": now, **values})


def make_deaf(**values: Any) -> EdgeHook:
    """Return one that hears nothing."""
    now = timezone.now()
    failing = {"tries": 3, "failing_since": now, "not_before": now + dt.timedelta(minutes=1)}
    return make_hook(error="It answered 403 Forbidden.", **{**failing, **values})


def page(client: Client, address: str = PAGE) -> str:
    """Return a page of the desk."""
    return client.get(address).content.decode()


def test_all_is_well(client: Client, ada: Any, edge: None) -> None:
    client.force_login(ada)
    make_hook()
    shown = page(client)
    assert "Varnish at 10.0.0.2" in shown
    assert shown.count("Knows of every change") == 1
    assert shown.count("Was not told anything yet") == 1
    assert "Try again now" not in shown
    assert "wozzeck" not in shown
    assert "may see pages as they were" not in page(client, TODAY)
    assert PAGE in page(client, MORE)


def test_what_failed_is_told_in_words_and_to_editors_too(client: Client, ada: Any, ben: Any, edge: None) -> None:
    make_deaf(waiting={**{f"story-{number}": [0, 2] for number in range(SHOWN + 3)}, "chrome": [0, 1]})
    client.force_login(ada)
    shown = page(client)
    assert "It answered 403 Forbidden." in shown
    assert "Hears nothing since" in shown
    assert "story-0, story-1" in shown
    assert "and 3 more" in shown
    assert "chrome" not in shown
    assert PAGE in page(client, TODAY)
    client.force_login(ben)
    today = page(client, TODAY)
    assert "Readers may see pages as they were" in today
    assert "at most 600 seconds" in today
    assert PAGE not in today
    assert PAGE not in page(client, MORE)
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"name": "Varnish at 10.0.0.2"}).status_code == 403


def test_it_is_tried_again_at_once(client: Client, ada: Any, edge: None) -> None:
    client.force_login(ada)
    state = make_deaf()
    answer = client.post(PAGE, {"name": state.name}, follow=True).content.decode()
    assert "is told now" in answer
    state.refresh_from_db()
    assert state.not_before is None
    assert state.error


def test_one_that_is_at_it_is_left_alone(client: Client, ada: Any, edge: None) -> None:
    client.force_login(ada)
    state = make_hook(not_before=timezone.now() + dt.timedelta(minutes=1))
    assert "is told now" not in client.post(PAGE, {"name": state.name}, follow=True).content.decode()
    state.refresh_from_db()
    assert state.not_before


def test_where_nothing_stands_in_front_the_page_says_so(client: Client, ada: Any) -> None:
    make_deaf()
    client.force_login(ada)
    assert "Nothing in front keeps pages" in page(client)
    assert "may see pages as they were" not in page(client, TODAY)
    assert PAGE not in page(client, MORE)
