"""A real time-stamp authority: OpenSSL's own, behind a small web server."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.serving import serving

CONFIG = """\
[tsa]
dir = {folder}
serial = $dir/serial
crypto_device = builtin
signer_cert = $dir/signer.pem
certs = $dir/root.pem
signer_key = $dir/signer.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
[extensions]
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
"""


class Authority:
    """Who signs; `root` is the certificate that its signatures can be checked by."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.root = folder, folder / "root.pem"
        self.asked = 0
        self.instead: bytes | None = None  # what it answers in place of a time-stamp
        self.address = ""
        (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))
        (folder / "serial").write_text("01\n")
        new = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30")
        self._openssl(*new, "-subj", "/CN=Root", "-keyout", "root.key", "-out", "root.pem")
        self._openssl(
            "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Signer",
            "-keyout", "signer.key", "-out", "signer.csr",
        )  # fmt: skip
        self._openssl(
            "x509", "-req", "-in", "signer.csr", "-CA", "root.pem", "-CAkey", "root.key",
            "-CAcreateserial", "-days", "30", "-extfile", "tsa.cnf", "-extensions", "extensions",
            "-out", "signer.pem",
        )  # fmt: skip

    def sign(self, query: bytes) -> bytes:
        """A TimeStampResp for a TimeStampReq."""
        self.asked += 1
        (self.folder / "query").write_bytes(query)
        self._openssl(
            "ts", "-reply", "-config", "tsa.cnf", "-section", "tsa", "-queryfile", "query",
            "-out", "reply",
        )  # fmt: skip
        return (self.folder / "reply").read_bytes()

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)


@contextmanager
def authority(folder: Path) -> Iterator[Authority]:
    """An authority with a key of its own, at `address` for as long as the `with` lasts."""
    signer = Authority(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/timestamp-query"
            query = self.rfile.read(int(self.headers["Content-Length"]))
            reply = signer.sign(query) if signer.instead is None else signer.instead
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as server:
        signer.address = f"http://127.0.0.1:{server.server_port}/tsa"
        yield signer
