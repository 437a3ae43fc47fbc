"""Ask the server on this machine whether it is alive: `python -m newsroom.deploy.probe PORT [PATH]`."""

import os
import sys
from http.client import HTTPConnection, HTTPException


def probe(port: int, path: str = "/healthz") -> int:
    """Return the status of an answer, asked for as a reader of the first of NEWSROOM_HOSTS would; 0 for no answer."""
    host = os.environ.get("NEWSROOM_HOSTS", "").split(",")[0].strip() or "localhost"
    try:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", path, headers={"Host": host})
        return connection.getresponse().status
    except (OSError, HTTPException):
        return 0


if __name__ == "__main__":
    sys.exit(probe(int(sys.argv[1]), *sys.argv[2:3]) != 200)
