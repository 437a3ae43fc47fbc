"""A form that was cut on its way is refused, wherever it was cut: nothing is saved half."""

import io
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.wsgi import get_wsgi_application
from django.test import Client, RequestFactory

from articles.models import Article
from newsroom.whole import WholeBody, whole
from tests.articles.desk.browsing import change, posted
from tests.articles.desk.two import make_story

TOKEN = "w" * 32


@pytest.fixture
def story(transactional_db: None) -> Article:
    """A draft with something in every field."""
    return make_story()


def environ_of(user: User, address: str, data: dict[str, Any]) -> dict[str, Any]:
    """Return a form as posted by somebody who has logged in, as a server hands it over."""
    client = Client()
    client.force_login(user)
    request = RequestFactory().post(address, {"csrfmiddlewaretoken": TOKEN} | data)
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    return request.environ | {"HTTP_COOKIE": f"{cookies}; csrftoken={TOKEN}"}


def status(environ: dict[str, Any]) -> int:
    """Return what the newsroom answers."""
    answers: list[str] = []
    answer = whole(get_wsgi_application())(environ, lambda status, headers, *more: answers.append(status))
    list(answer)
    answer.close()  # type: ignore[attr-defined]
    return int(answers[0][:3])


@pytest.mark.parametrize("part", [0, 0.2, 0.4, 0.6, 0.8, 0.999])
def test_a_form_that_was_cut(story: Article, ben: User, part: float) -> None:
    before = story.content()
    environ = environ_of(ben, change(story), posted(story, headline="Harbour shut") | {"_save": ""})
    body = environ["wsgi.input"].read()
    environ["wsgi.input"] = io.BytesIO(body[: int(len(body) * part)])
    assert status(environ) == 403
    assert Article.objects.get(pk=story.pk).content() == before
    environ["wsgi.input"] = io.BytesIO(body)
    assert status(environ) == 302
    assert Article.objects.get(pk=story.pk).headline == "Harbour shut"


class Dripping(io.BytesIO):
    """A body that comes in drops."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size or 0, 3))


def test_a_body_that_comes_in_drops() -> None:
    body = WholeBody(Dripping(b"one=1\ntwo=2"), 11)
    assert (body.readline(), body.read(2), body.read()) == (b"one=1\n", b"tw", b"o=2")
    assert (body.readline(), body.read(), body.read(5)) == (b"", b"", b"")


@pytest.mark.parametrize("how", ["read", "readline"])
def test_a_body_that_breaks_off(how: str) -> None:
    body = WholeBody(io.BytesIO(b"one=1\n"), 7)
    body.readline()
    with pytest.raises(OSError, match="1 bytes of its body are missing"):
        getattr(body, how)()
