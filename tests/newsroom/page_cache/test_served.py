"""Two server processes before one database: what one person publishes, whoever asks either of them sees at once."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.db import connection

from articles import killing, publishing
from tests.articles.makers import edit, make_article
from tests.newsroom.machine import ROOT, environment


def database_address() -> str:
    """Return the address of the database that this test writes to."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    host = str(told["HOST"]).replace("/", "%2F")
    port = f":{told['PORT']}" if told["PORT"] else ""
    return f"postgres://{told['USER']}@{host}{port}/{told['NAME']}"


@pytest.fixture
def site(transactional_db: None) -> Iterator[str]:
    """The address of a server with two processes, and a bell that this process rings."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    told = environment(
        Path(settings.VAR), NEWSROOM_DEBUG="true", NEWSROOM_PAGE_CACHE="64", DATABASE_URL=database_address()
    )
    command = [sys.executable, "-m", "newsroom.serve", "--port", str(port), "--workers", "2"]
    server = subprocess.Popen(command, cwd=ROOT, env=told, start_new_session=True)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def ask(address: str) -> str:
    """Return a page; wait for the server to come up."""
    end = time.monotonic() + 60
    while True:
        try:
            with urlopen(address, timeout=20) as answer:
                return str(answer.read().decode())
        except HTTPError as refused:
            return f"{refused.code}"
        except URLError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def all_say(address: str, words: str) -> bool:
    """Say whether a page has these words however often, and so of whichever process, it is asked for."""
    return all(words in ask(address) for _ in range(12))


def test_every_process_tells_of_a_publication_at_once(site: str) -> None:
    version = publishing.publish(make_article("Harbour opens"), by=None)
    page = site + version.get_absolute_url()
    assert all_say(page, "Harbour opens")
    assert all_say(f"{site}/", "Harbour opens")
    for number in range(3):
        publishing.update(edit(version.article, headline=f"Harbour opens for the {number}th time"), by=None)
        assert all_say(page, f"for the {number}th time")
        assert all_say(f"{site}/", f"for the {number}th time")
    killing.kill_story(version.article, by=None, reason="It is not ours.")
    assert all_say(page, "410")
