"""Each that stands in front is told in its own way, and no secret is shown."""

import hashlib
import hmac
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

from newsroom.edge import kept_files
from newsroom.edge.hooks import Cloudflare, Fastly, Nginx, UnheardError, Varnish, hook_of
from newsroom.edge.kept_files import words_in

from .fronts import Front, standing

SECRET = "wozzeck"
SECRETS = dict.fromkeys(("NEWSROOM_FASTLY_TOKEN", "NEWSROOM_CLOUDFLARE_TOKEN", "NEWSROOM_WEBHOOK_SECRET"), SECRET)


@pytest.fixture
def front() -> Iterator[Front]:
    """Something that hears."""
    with standing() as one:
        yield one


def test_varnish_is_sent_purge(front: Front) -> None:
    hook_of(f"varnish+{front.at}", {}).tell(["story-7", "chrome"])
    (heard,) = front.heard
    assert (heard.method, heard.path, heard.headers["xkey-purge"]) == ("PURGE", "/", "story-7 chrome")


def test_more_than_a_header_takes_are_sent_in_parts(front: Front) -> None:
    words = [f"story-{number}" for number in range(250)]
    Varnish("Varnish", front.at).tell(words)
    told = [heard.headers["xkey-purge"].split() for heard in front.heard]
    assert [len(some) for some in told] == [100, 100, 50]
    assert [word for some in told for word in some] == words


def test_fastly_is_asked_to_purge_by_key(front: Front) -> None:
    Fastly("Fastly", "S1", SECRET, front.at).tell(["story-7", "chrome"])
    (heard,) = front.heard
    assert (heard.method, heard.path) == ("POST", "/service/S1/purge")
    assert heard.headers["fastly-key"] == SECRET
    assert heard.headers["surrogate-key"] == "story-7 chrome"


def test_cloudflare_is_asked_to_purge_by_tag(front: Front) -> None:
    hook = Cloudflare("Cloudflare", "Z1", SECRET, front.at)
    hook.tell([f"story-{number}" for number in range(31)])
    assert [(heard.method, heard.path) for heard in front.heard] == [("POST", "/client/v4/zones/Z1/purge_cache")] * 2
    assert [len(json.loads(heard.body)["tags"]) for heard in front.heard] == [30, 1]
    assert front.heard[0].headers["authorization"] == f"Bearer {SECRET}"
    front.body = b'{"success": false}'
    with pytest.raises(UnheardError):
        hook.tell(["story-7"])


def test_a_webhook_is_sent_signed_words(front: Front) -> None:
    hook_of(f"webhook+{front.at}/purge?site=1", SECRETS).tell(["all"])
    (heard,) = front.heard
    assert (heard.method, heard.path) == ("POST", "/purge?site=1")
    assert json.loads(heard.body) == {"all": True, "keys": ["all"]}
    signed = heard.headers["newsroom-time"].encode() + b"." + heard.body
    expected = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    assert heard.headers["newsroom-signature"] == f"sha256={expected}"


def keep(directory: Path, name: str, words: str) -> Path:
    """Keep a page as nginx does."""
    file = directory / name[-1] / name
    file.parent.mkdir(exist_ok=True, parents=True)
    file.write_bytes(b"\x05\0\0\0\nKEY: httpnews.example/\nHTTP/1.1 200 OK\r\n" + words.encode() + b"\r\n\r\n<p>")
    return file


def test_nginx_finds_those_pages_gone_that_carry_a_word(tmp_path: Path) -> None:
    story = keep(tmp_path, "ab01", "surrogate-key: all story-7 chrome")
    other = keep(tmp_path, "ab02", "Surrogate-Key: all story-77 chrome")
    unknown = keep(tmp_path, "ab03", "Content-Type: text/html")
    hook = hook_of(f"nginx:{tmp_path}", {})
    hook.tell(["story-7", "stories"])
    assert [one.exists() for one in (story, other, unknown)] == [False, True, False]
    hook.tell(["all"])
    assert not other.exists()
    with pytest.raises(UnheardError):
        Nginx("nginx", tmp_path / "nowhere").tell(["all"])


def test_nginx_reads_each_page_once_and_another_one_in_its_place(tmp_path: Path) -> None:
    hook, read = hook_of(f"nginx:{tmp_path}", {}), list[str]()
    page = keep(tmp_path, "ab01", "surrogate-key: all story-7")
    keep(tmp_path, "ab11", "surrogate-key: all story-8")
    long_ago = time.time_ns() - 10**10
    os.utime(page.parent, ns=(long_ago, long_ago))
    with mock.patch.object(kept_files, "words_in", lambda path: read.append(path[-4:]) or words_in(path)):
        for _ in range(3):
            hook.tell(["story-9"])
        assert sorted(read) == ["ab01", "ab11"]
        moved = keep(tmp_path, "new", "surrogate-key: all story-9")
        moved.rename(page)
        keep(tmp_path, "ab21", "surrogate-key: all story-10")
        hook.tell(["story-10"])
        assert sorted(read[2:]) == ["ab01", "ab21"]
        hook.tell(["story-9"])
        assert len(read) == 4
    assert sorted(one.name for one in page.parent.iterdir()) == ["ab11"]


def test_what_is_refused_is_told_in_words_without_the_secret(front: Front) -> None:
    front.answer = 403
    for hook in (Fastly("a", "S1", SECRET, front.at), hook_of(f"webhook+{front.at}/{SECRET}", SECRETS)):
        with pytest.raises(UnheardError, match=r"^It answered 403 Forbidden\.$"):
            hook.tell(["all"])
        assert SECRET not in repr(hook)
        assert SECRET not in hook.name


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("squid+http://127.0.0.1", "knows no squid"),
        ("varnish+ftp://127.0.0.1", "needs an address"),
        (f"varnish+http://me:{SECRET}@127.0.0.1", "needs an address"),
        ("nginx:cache", "knows no nginx"),
        ("fastly:S1", "needs NEWSROOM_FASTLY_TOKEN"),
        ("cloudflare:Z1", "needs NEWSROOM_CLOUDFLARE_TOKEN"),
        ("webhook+https://purge.example/", "needs NEWSROOM_WEBHOOK_SECRET"),
    ],
)
def test_what_is_none_is_refused(word: str, words: str) -> None:
    with pytest.raises(ValueError, match=words) as refused:
        hook_of(word, {})
    assert SECRET not in str(refused.value)
