"""A provider on this machine: a real HTTPS server, with a certificate for any name that a test asks by."""

import datetime as dt
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from articles.fetching import Network

HOSTS = ("www.youtube.com", "vimeo.com", "publish.twitter.com", "publish.x.com", "toots.example", "embed.bsky.app")
DAY = dt.timedelta(days=1)

Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers as its test says."""

    def do_GET(self) -> None:
        server: Any = self.server
        server.asked.append(f"https://{self.headers['Host'].partition(':')[0]}{self.path}")
        server.answer(self)

    def say(self, body: bytes, status: int = 200, **headers: str) -> None:
        """Send an answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@dataclass
class Provider:
    """A provider that is under way: how it is reached, and the addresses that were asked for."""

    network: Network
    asked: list[str] = field(default_factory=list)


@contextmanager
def provider(folder: Path, answer: Answer, hosts: tuple[str, ...] = HOSTS) -> Iterator[Provider]:
    """Serve `answer` over HTTPS as these hosts."""
    certificate = signed(folder, hosts)
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    found = Provider(
        Network(lambda host, patience: ["127.0.0.1"], lambda address: True, server.server_port, str(certificate))
    )
    server.asked, server.answer = found.asked, answer
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


def signed(folder: Path, hosts: tuple[str, ...]) -> Path:
    """Return a file with a key and a certificate for these hosts, which vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "provider")])
    now = dt.datetime.now(dt.UTC)
    built = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now - DAY, now + DAY)
    names = x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts])
    built = built.add_extension(names, critical=False)
    built = built.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    certificate = built.sign(key, hashes.SHA256())
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "provider.pem"
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path
