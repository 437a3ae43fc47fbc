"""Another site is asked over HTTPS by a real server's answers, and nobody can lead us astray."""

import socket
import time
from pathlib import Path

import pytest

from articles import fetching
from articles.fetching import MOST_BYTES, Network, UnansweredError, fetch, is_public
from tests.articles.provider import Answer, Handler, Provider, provider

ASK = "https://vimeo.com/api"


def anybody(host: str) -> bool:
    return bool(host)


def refusal(found: Provider, url: str = ASK, patience: float = 5) -> str:
    """Return why nothing comes back."""
    with pytest.raises(UnansweredError) as refused:
        fetch(url, {"vimeo.com", "publish.x.com"}.__contains__, network=found.network, patience=patience)
    return str(refused.value)


def to(location: str) -> Answer:
    return lambda handler: handler.say(b"", 302, Location=location)


def test_what_a_site_answers_is_returned(tmp_path: Path) -> None:
    with provider(tmp_path, lambda handler: handler.say(b"{}")) as found:
        assert fetch(f"{ASK}?a=b#c", anybody, network=found.network) == b"{}"
        assert found.asked == [f"{ASK}?a=b"]


def test_a_redirect_is_followed_where_we_may_ask(tmp_path: Path) -> None:
    def answer(handler: Handler) -> None:
        handler.say(b"moved") if handler.path == "/new" else to("https://publish.x.com/new")(handler)

    with provider(tmp_path, answer) as found:
        assert fetch(ASK, anybody, network=found.network) == b"moved"
        assert found.asked == [ASK, "https://publish.x.com/new"]


@pytest.mark.parametrize(
    "location",
    ["https://evil.example/", "http://vimeo.com/", "https://vimeo.com:22/", "https://a@vimeo.com/", "https://127.0.0.1/",
     "https://[::1]/", "//localhost/", "file:///etc/passwd", "https://vimeo.com:x/", "ftp://vimeo.com/"],
)  # fmt: skip
def test_nobody_is_followed_elsewhere(tmp_path: Path, location: str) -> None:
    with provider(tmp_path, to(location)) as found:
        assert refusal(found) == "leads on to where nothing is asked"
        assert found.asked == [ASK]


def test_a_circle_ends(tmp_path: Path) -> None:
    with provider(tmp_path, to("/api")) as found:
        assert refusal(found) == "leads on and on"
        assert len(found.asked) == 4


@pytest.mark.parametrize(
    ("status", "words"),
    [(404, "tells nothing of it: it may be private, or gone"), (401, "tells nothing of it: it may be private, or gone"),
     (500, "did not answer"), (204, "did not answer"), (429, "did not answer")],
)  # fmt: skip
def test_a_refusal_is_told(tmp_path: Path, status: int, words: str) -> None:
    with provider(tmp_path, lambda handler: handler.say(b"", status)) as found:
        assert refusal(found) == words


def test_as_much_as_is_allowed_is_heard_and_no_more(tmp_path: Path) -> None:
    with provider(tmp_path, lambda handler: handler.say(b" " * MOST_BYTES)) as found:
        assert len(fetch(ASK, anybody, network=found.network)) == MOST_BYTES
    with provider(tmp_path, lambda handler: handler.say(b" " * (MOST_BYTES + 1))) as found:
        assert refusal(found) == "answered too much"


def drip(handler: Handler, opening: bytes, drop: bytes) -> None:
    try:
        handler.wfile.write(opening)
        while True:
            handler.wfile.write(drop)
            time.sleep(0.05)
    except OSError:
        pass  # cut off, as it should be


@pytest.mark.parametrize(
    ("opening", "drop"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b" "),
        (b"HTTP/1.1 200 OK\r\n", b"X"),
        (b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
    ],
)
def test_what_drips_is_cut_off(tmp_path: Path, opening: bytes, drop: bytes) -> None:
    with provider(tmp_path, lambda handler: drip(handler, opening, drop)) as found:
        begun = time.monotonic()
        assert refusal(found, patience=1.0) == "took too long to answer"
        assert time.monotonic() - begun < 4


def test_who_says_nothing_is_not_waited_for(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, provider(tmp_path, to("/")) as found:
        port = silent.getsockname()[1]
        quiet = Network(found.network.look_up, found.network.is_allowed, port, found.network.trusted)
        assert refusal(Provider(quiet), patience=1.0) == "took too long to answer"


def test_a_certificate_for_somebody_else_is_refused(tmp_path: Path) -> None:
    with provider(tmp_path, lambda handler: handler.say(b"{}"), hosts=("evil.example",)) as found:
        assert refusal(found) == "did not answer"
        assert found.asked == []


def test_a_name_that_has_one_address_inside_is_not_asked_at_all(tmp_path: Path) -> None:
    with provider(tmp_path, lambda handler: handler.say(b"{}")) as found:
        for addresses in (["127.0.0.1"], ["93.184.215.14", "10.0.0.1"], ["2606:2800:21f::1", "::1"]):
            inside = Network(lambda host, patience, told=addresses: told, is_public, found.network.port)  # type: ignore[misc]
            assert refusal(Provider(inside)) == "stands at an address that is not on the public internet"
        assert found.asked == []


def test_a_name_is_looked_up_once_and_the_address_that_was_looked_at_is_asked(tmp_path: Path) -> None:
    answers = [["127.0.0.1"], ["10.0.0.1"]]
    looked_at: list[str] = []

    def allowed(address: str) -> bool:
        looked_at.append(address)
        return True

    with provider(tmp_path, lambda handler: handler.say(b"{}")) as found:
        network = Network(lambda host, patience: answers.pop(0), allowed, found.network.port, found.network.trusted)
        assert fetch(ASK, anybody, network=network) == b"{}"
    assert (looked_at, answers) == (["127.0.0.1"], [["10.0.0.1"]])


def test_a_name_that_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: object, **kwargs: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(UnansweredError, match="cannot be found"):
        fetch(ASK, anybody)


def test_a_resolver_that_takes_its_time_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: time.sleep(2) or [])
    begun = time.monotonic()
    assert fetching.look_up("vimeo.com", 0.2) == []
    assert time.monotonic() - begun < 1.5


INSIDE = """127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 224.0.0.1 255.255.255.255
    192.0.2.1 198.18.0.1 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12::1 ff02::1 2001:db8::1 ::ffff:127.0.0.1
    ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 2002:7f00:1:: 2002:a00:1::1
    ::127.0.0.1 2001:0:53aa:64c:0:fbff:80ff:fffe localhost 1"""
PUBLIC = "93.184.215.14 8.8.8.8 2606:2800:21f:cb07:6820:80da:af6b:8b2c ::ffff:8.8.8.8"


def test_addresses_inside_are_not_public() -> None:
    assert [one for one in ["", *INSIDE.split()] if is_public(one)] == []


def test_addresses_of_the_internet_are() -> None:
    assert [one for one in PUBLIC.split() if not is_public(one)] == []
