"""Editors who write as the browser does, without one: pages are asked for, typing is kept, forms are posted."""

import http.client
import json
import random
import re
import threading
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User

from articles.models import Article
from tests.articles.desk.browsing import ADD, change
from tests.articles.desk.filled import filled
from tests.browser.conftest import session_cookie
from tests.faults.ground import Server
from tests.faults.ledger import Form, Ledger, Pairs

KEEP = "/admin/keep/"
TOKEN = "w" * 32
OWN = ("keeping-", "csrfmiddlewaretoken")
NEW = "articles.article/add"
# What no new story goes without here, so that one that is half-written shows.
BEGUN = {"tags": "+Ports", "bylines-0-role": "by", "bylines-0-name": "Ana Verhallow", "bylines-0-place": "1"}


class Cut(Exception):  # noqa: N818
    """The server went away: nobody knows what came of a request."""


class Client:
    """A browser's connection, on which it asks one thing after the other."""

    def __init__(self, server: Server, user: User, ledger: Ledger) -> None:
        cookie = session_cookie(user, server.url)
        self.headers = {"Cookie": f"{cookie['name']}={cookie['value']}; csrftoken={TOKEN}"}
        self.port, self.ledger = server.port, ledger
        self.connection: http.client.HTTPConnection | None = None

    def ask(self, kind: str, path: str, data: Pairs | None = None) -> tuple[int, str, bytes]:
        """Return the status, where it leads and the page. Raises Cut."""
        self.connection = self.connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            with self.ledger.asking(kind):
                if data is None:
                    self.connection.request("GET", path, headers=self.headers)
                else:
                    sent = urlencode([(name, value) for name, value in [*data, ["csrfmiddlewaretoken", TOKEN]]])
                    form = {"Content-Type": "application/x-www-form-urlencoded"}
                    self.connection.request("POST", path, sent, headers=self.headers | form)
                response = self.connection.getresponse()
                page = response.read()
        except (ConnectionError, http.client.HTTPException) as error:
            self._hang_up()
            raise Cut from error
        if len(page) != int(response.headers.get("Content-Length", "-1")):
            self._hang_up()  # a page without a length ends wherever the server did
            raise Cut
        return response.status, response.headers.get("Location", ""), page

    def _hang_up(self) -> None:
        if self.connection:
            self.connection.close()
        self.connection = None

    def see(self, path: str) -> bytes:
        """Return a page, however often it has to be asked for."""
        while True:
            try:
                status, _, page = self.ask("look", path)
            except Cut:
                continue
            assert status == 200, (status, path, page[-500:])
            return page


class Window:
    """A page with a form, and what is typed in it."""

    def __init__(self, client: Client, address: str, user: User, ledger: Ledger) -> None:
        self.client, self.address, self.ledger = client, address, ledger
        page = client.see(address)
        self.values = filled(SimpleNamespace(content=page))
        self.hidden = {name: self.values[f"keeping-{name}"][0] for name in ("form", "base", "continues")}
        found = re.search(rb'data-page="([^"]+)"', page)
        assert found, address
        self.form = ledger.open(Form(self.hidden["form"], found[1].decode(), user.pk))
        if self.form.page == NEW:
            self.values |= {name: [value] for name, value in BEGUN.items()}

    def holds(self, words: str) -> bool:
        return any(words in value for values in self.values.values() for value in values)

    def type(self, words: list[str], **values: str) -> None:
        """Type something, in which these words are new."""
        self.values |= {name: [value] for name, value in values.items()}
        self.ledger.type(self.form, self.pairs(), words)

    def pairs(self) -> Pairs:
        return [[name, value] for name, values in self.values.items() if not name.startswith(OWN) for value in values]

    def kept(self, *, left: bool = False) -> bool:
        """Send the latest state; whether the server says that it has it."""
        try:
            status, answer = self.tell(left=left)
        except Cut:
            return False
        if status != 200:
            self.ledger.complaints.append(f"{status} for typing: {answer}")
        return status == 200

    def tell(self, *, left: bool = False) -> tuple[int, dict[str, Any]]:
        """Send the latest state; return the status and what is answered. Raises Cut."""
        form = self.form
        told = self.hidden | {"page": form.page, "sequence": form.sequence, "typed": json.dumps(self.pairs())}
        told |= {"age": "0.3", "place": "body", "person": form.person} | ({"left": "1"} if left else {})
        status, _, said = self.client.ask("keep", KEEP, [[name, str(value)] for name, value in told.items()])
        answer = json.loads(said)
        if status == 200:
            form.kept = max(form.kept, answer["sequence"])
            if form.kept < form.sequence:
                self.ledger.complaints.append(f"{form.sequence} was sent, and {answer} was answered")
        return status, answer

    def post(self, button: str = "_save") -> tuple[int, str, bytes]:
        """Post the form. Raises Cut."""
        own = [[f"keeping-{name}", value] for name, value in self.hidden.items()]
        own += [["keeping-sequence", str(self.form.sequence)], [button, ""]]
        answer = self.client.ask("save", self.address.partition("?")[0], [*self.pairs(), *own])
        if answer[0] == 302:
            self.form.saves += 1
        return answer


class Editor(threading.Thread):
    """Somebody who writes in one story with another, and begins new ones, until told to stop."""

    def __init__(self, user: User, story: Article, server: Server, ledger: Ledger, seed: int) -> None:
        super().__init__(daemon=True)
        self.user, self.story, self.ledger = user, change(story), ledger
        self.client = Client(server, user, ledger)
        self.random = random.Random(seed)
        self.enough = threading.Event()
        self.number = 0
        self.trouble: BaseException | None = None

    def run(self) -> None:
        """Write one form after the other."""
        try:
            while not self.enough.is_set():
                self.write(ADD if self.random.random() < 0.2 else self.story)
        except Exception as error:  # noqa: BLE001 told by the test
            self.trouble = error
            self.ledger.complaints.append(f"{self.user} stopped: {error!r}")

    def window(self, address: str) -> Window:
        return Window(self.client, address, self.user, self.ledger)

    def write(self, address: str) -> None:
        """Open a form, type in it, and save it or close it."""
        self.number += 1
        window, name = self.window(address), f"{self.user.username}{self.number}"
        shared = self.random.random() < 0.2
        for state in range(1, self.random.randint(3, 7)):
            self.type(window, name, state, shared=shared)
            while not window.kept():
                if self.random.random() < 0.3:
                    self.type(window, name, 10 + window.form.sequence, shared=shared)
            self.enough.wait(self.random.uniform(0, 0.01))
        if self.random.random() < 0.1:
            window.kept(left=True)
        else:
            self.save(window)

    def type(self, window: Window, name: str, state: int, *, shared: bool) -> None:
        """Add words to the fields that are this person's, and sometimes to one that the other writes in too."""
        mine = "headline" if self.user.username == "ana" else "standfirst"
        words = {field: f"{name}{field[0]}{state}" for field in (mine, "body", *(["kicker"] if shared else []))}
        typed = {field: self.added(window, name, field, word) for field, word in words.items()}
        if window.form.page == NEW and state == 1:
            typed |= {"headline": f"New {name} {typed.get('headline', '')}"}
        window.type(list(words.values()), **typed)

    def added(self, window: Window, name: str, field: str, word: str) -> str:
        """Return a field's text with one more word; those of an earlier form make room."""
        before = window.values[field][0]
        who = self.user.first_name
        if field == "body":
            old = re.search(rf"<p>{who}:(.*?)</p>", before)
            kept = [one for one in (old[1].split() if old else []) if one.startswith(name)]
            text = f"<p>{who}: {' '.join([*kept, word])}</p>"
            return before.replace(old[0], text) if old else before + text
        kept = [one for one in before.split() if one.startswith(name)]
        return " ".join([*kept, word])

    def save(self, window: Window) -> None:
        """Save a form as somebody does who wants to see it saved."""
        while True:
            while not window.kept():
                continue  # a button first makes sure that the server has what was typed
            try:
                status, _, page = window.post()
            except Cut:
                if self.random.random() < 0.7:
                    continue  # the page is loaded again, as a browser does by itself on a connection it had
                found = self.reopened(window)
                if found is None:
                    return
                window = found
                continue
            if status == 200:
                self.choose(window, page)
            elif status != 302:
                self.ledger.complaints.append(f"{status} for a save: {page[-300:]!r}")
            return

    def reopened(self, window: Window) -> Window | None:
        """Open the page again, and go on with what is offered there; None where it is saved."""
        address = window.address.partition("?")[0]
        page = self.client.see(address)
        if f"unsaved={window.form.key}".encode() not in page:
            return None
        again = self.window(f"{address}?unsaved={window.form.key}")
        if again.pairs() != window.pairs():
            self.type(again, f"{self.user.username}{self.number}", 50 + self.random.randint(0, 40), shared=False)
        else:
            self.ledger.type(again.form, again.pairs(), [])
        return again

    def choose(self, window: Window, page: bytes) -> None:
        """Choose between two versions, or leave both as they are: what was typed is unsaved then."""
        window.form.chosen = True
        if self.random.random() < 0.3:
            return
        values = filled(SimpleNamespace(content=page))
        side = self.random.choice(["mine", "theirs"])
        chosen = {name: [side] for name in values if name.startswith("choose-")}
        window.values |= values | chosen
        window.hidden = {name: values[f"keeping-{name}"][0] for name in window.hidden}
        try:
            window.post("_resolve")
        except Cut:
            return
