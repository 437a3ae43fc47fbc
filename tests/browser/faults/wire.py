"""The wire between a browser and a server, which can be cut: at any time, or in the midst of one kind of request."""

import contextlib
import socket
import struct
import threading
from types import TracebackType

CUT = b"cut"


class Wire:
    """A port of this machine from which everything goes on to another one, or not.

    struck: how often a request was cut short, or lost its answer.
    """

    def __init__(self, port: int) -> None:
        self.far, self.struck, self.away = ("127.0.0.1", port), 0, False
        self.cuts_question = self.cuts_answer = b""
        self.door = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.open: set[socket.socket] = set()
        self.lock = threading.Lock()

    def __enter__(self) -> "Wire":
        threading.Thread(target=self._answer, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.door.close()
        self._drop()

    @property
    def url(self) -> str:
        """Where a browser goes."""
        return f"http://127.0.0.1:{self.door.getsockname()[1]}"

    def cut(self) -> None:
        """Let nothing through any more, and end what is under way."""
        self.away = True
        self._drop()

    def lose(self, *, question: bytes = b"", answer: bytes = b"") -> None:
        """Cut each request that begins with this in its midst; or let it through, and cut when it is answered."""
        self.struck, self.cuts_question, self.cuts_answer = 0, question, answer

    def mend(self) -> None:
        """Let everything through again."""
        self.away, self.cuts_question, self.cuts_answer = False, b"", b""

    def _drop(self) -> None:
        with self.lock:
            open_ones, self.open = self.open, set()
        for one in open_ones:
            _reset(one)

    def _answer(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near = self.door.accept()[0]
                if self.away:
                    _reset(near)
                else:
                    self._connect(near)

    def _connect(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(self.far)
        except ConnectionError:  # nobody serves just now
            _reset(near)
            return
        with self.lock:
            self.open |= {near, far}
        asked = [b""]
        threading.Thread(target=self._ask, args=(near, far, asked), daemon=True).start()
        threading.Thread(target=self._carry_back, args=(far, near, asked), daemon=True).start()

    def _ask(self, near: socket.socket, far: socket.socket, asked: list[bytes]) -> None:
        with contextlib.suppress(OSError):
            while found := near.recv(65536):
                if found.startswith((b"GET ", b"POST ")):
                    asked[0] = found[:200]
                if self.cuts_question and asked[0].startswith(self.cuts_question):
                    asked[0] = CUT
                    self.struck += 1
                    far.sendall(found[: len(found) // 2])
                    far.shutdown(socket.SHUT_WR)  # a proxy that gives up says no more than this
                    near.recv(1)
                    break
                far.sendall(found)
        _reset(near)
        _reset(far)

    def _carry_back(self, far: socket.socket, near: socket.socket, asked: list[bytes]) -> None:
        with contextlib.suppress(OSError):
            while found := far.recv(65536):
                if self.cuts_answer and asked[0].startswith(self.cuts_answer):
                    self.struck += 1
                    break
                if asked[0] == CUT:
                    break
                near.sendall(found)
        _reset(near)
        _reset(far)


def _reset(one: socket.socket) -> None:
    """End a connection at once, as a cut one ends."""
    with contextlib.suppress(OSError):
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        one.shutdown(socket.SHUT_RDWR)
    one.close()
