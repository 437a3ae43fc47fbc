"""What must hold of a newsroom on several machines, tried out: on one published, on the other read, by way of nginx."""

import itertools
import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from newsroom.deploy import programs
from newsroom.deploy.browser import Browser
from newsroom.start import StartError

if TYPE_CHECKING:
    from newsroom.deploy.together import Together

# How long is waited for what has to come; how long it took is told (seconds).
PATIENCE = 30.0
PK = re.compile(r"/admin/articles/article/(\d+)/change/")
SECTION = re.compile(r'<option value="(\d+)"[^>]*>\s*World\s*</option>')
PHOTO = re.compile(r"/photos/(\d+)/[\w-]+\.jpg")
ADD = "/admin/articles/article/add/"


def hold(what: str, *, true: object) -> None:
    """Say that something holds. Raises StartError where it does not."""
    if not true:
        raise StartError(f"This does not hold: {what}.")
    print(f"  {what}", flush=True)


def soon(what: str, is_so: Callable[[], bool]) -> None:
    """Say after how long something holds. Raises StartError where it never does."""
    began = time.monotonic()
    while not is_so():
        if time.monotonic() > began + PATIENCE:
            raise StartError(f"This does not hold after {PATIENCE} s: {what}.")
    print(f"  {what}, after {(time.monotonic() - began) * 1000:.0f} ms", flush=True)


def prove(all_of_it: "Together") -> None:
    """Try out what must hold, and say so line by line. Raises StartError for what does not."""
    host = f"localhost:{all_of_it.nginx}"
    desk = Browser(host, all_of_it.servers[0])
    first, second, varnish = (Browser(host, port) for port in (*all_of_it.servers, all_of_it.varnish))
    nginx = Browser(host, all_of_it.nginx, all_of_it.trusted)
    log = all_of_it.place / "nginx" / "requests.log"
    readers = [first, second, nginx, varnish]

    def all_say(path: str, words: str, status: int = 200) -> bool:
        # Twice: whoever stands in front turns from one server to the other.
        answers = [reader.get(path) for reader in readers for _ in range(2)]
        return all(answer.status == status and words in answer.page for answer in answers)

    hold("Both servers, nginx and Varnish show the same newspaper", true=all_say("/", "Two servers, one newspaper"))
    answer = nginx.get("/", **{"Accept-Encoding": "br"})
    hold("What the newsroom has compressed comes through as it is", true=answer.headers.get("content-encoding") == "br")
    hold("A page comes with an id, and without a cookie", true=_has_id(answer.headers))
    hold("The newsroom is ready", true=nginx.get("/readyz").status == 200)
    hold("Its figures are for who holds the token", true=_is_for_token(nginx, all_of_it.token))

    desk.post("/admin/login/", username="ada", password=all_of_it.password)
    section = SECTION.search(desk.get(ADD).page)
    hold("Ada has logged in on the first server", true=section)
    story = {
        "headline": "Harbour opens",
        "body": "<p>The harbour opened at noon.</p>",
        "language": "en",
        "section": section[1] if section else "",
        "bylines-0-role": "by",
        "bylines-0-name": "Ana Verhallow",
        "bylines-0-place": "1",
    }
    saved = PK.search(desk.post(ADD, **story, _publish_now="").headers.get("location", ""))
    hold("She has published a story there", true=saved)
    number = saved[1] if saved else ""
    path = _path(first)
    soon("It is read on both servers, through nginx and through Varnish", lambda: all_say(path, "Harbour opens"))
    soon("It stands on every front page", lambda: all_say("/", "Harbour opens"))
    found = PHOTO.search(first.get("/").page)
    photo = found[0] if found else ""
    hold("Both servers, nginx and Varnish show the photo of that story", true=all_say(photo, ""))

    def nginx_keeps(path: str) -> bool:
        return nginx.get(path).status == 200 and f'"path": "{path}", "status": 200' in "".join(
            line for line in log.read_text().splitlines() if '"HIT"' in line
        )

    soon("nginx answers from what it keeps", lambda: nginx_keeps(path) and nginx_keeps(photo))
    soon("So does Varnish", lambda: all(int(varnish.get(one).headers.get("age", "0")) > 0 for one in (path, photo)))
    replica = Replica(all_of_it.replica, first, all_of_it.token)
    soon("Pages are read from the replica", lambda: replica.counts("used") > 0)
    replica.stand_still()
    desk.post(f"/admin/kill/story/{number}/", reason="It is not ours.")
    hold("It is killed, and gone at once on that server", true=first.get(path).status == 410)
    soon("It is gone everywhere", lambda: all_say(path, "", 410))
    soon("It is gone from every front page", lambda: not any("Harbour opens" in one.get("/").page for one in readers))

    if found:
        desk.post(f"/admin/kill/photo/{found[1]}/", reason="It is not ours.")
    hold("A photo is killed, and gone at once on that server", true=first.get(photo).status == 410)
    soon("It is gone everywhere", lambda: all_say(photo, "", 410))

    hold("The replica stood still meanwhile, and was not read", true=replica.counts("behind"))
    replica.go_on()
    before = replica.counts("used")
    soon("It is read again as soon as it has seen all of that", lambda: replica.counts("used") > before)
    programs.stop_postgresql(all_of_it.place / "replica")
    answers = {first.get(f"/archive/2025/01/{day:02}/").status for day in range(1, 10)}
    hold("With the replica gone, readers notice nothing", true=answers == {404})
    soon("That is counted", lambda: replica.counts("away") > 0)

    all_of_it.processes["server1"].terminate()
    all_of_it.processes["server1"].wait(20)
    answers = {nginx.get("/").status for _ in range(6)}
    hold("With one server gone, readers notice nothing", true=answers == {200})
    answers = {varnish.get("/").status for _ in range(6)}
    hold("Nor do those behind Varnish", true=answers == {200})


class Replica:
    """The copy of the database, as a server finds it that is asked for one page after the other."""

    def __init__(self, address: str, reader: Browser, token: str) -> None:
        self.address, self.reader, self.token = address, reader, token
        # Pages that nobody has asked for.
        self._pages = (f"/archive/{year}/" for year in itertools.count(1900))

    def counts(self, found: str) -> float:
        """Return how often it was found so, after one more page was made."""
        self.reader.get(next(self._pages))
        time.sleep(0.6)  # a server tells with the first look after half a second
        self.reader.get("/")
        told = self.reader.get("/metrics", Authorization=f"Bearer {self.token}").page
        counted = re.search(rf'newsroom_replica_pages_total{{found="{found}"}} (\S+)', told)
        return float(counted[1]) if counted else 0.0

    def stand_still(self) -> None:
        """Let it show nothing of what is written from now on."""
        programs.ask_postgresql(self.address, "SELECT pg_wal_replay_pause()")
        soon("The replica stands still", self._stands_still)

    def go_on(self) -> None:
        """Let it go on."""
        programs.ask_postgresql(self.address, "SELECT pg_wal_replay_resume()")

    def _stands_still(self) -> bool:
        return "paused" in programs.ask_postgresql(self.address, "SELECT pg_get_wal_replay_pause_state()").split()


def _has_id(headers: dict[str, str]) -> bool:
    return len(headers.get("x-request-id", "")) == 32 and "set-cookie" not in headers


def _is_for_token(nginx: Browser, token: str) -> bool:
    found = nginx.get("/metrics", Authorization=f"Bearer {token}")
    return nginx.get("/metrics").status == 401 and found.status == 200 and "newsroom_requests_total" in found.page


def _path(reader: Browser) -> str:
    found = re.search(r'href="(/\d{4}/\d\d/\d\d/harbour-opens/)"', reader.get("/").page)
    return found[1] if found else "/not-on-the-front-page/"
