"""A real mail server on this machine: Debian's dovecot, with a certificate made for the test."""

from __future__ import annotations

import base64
import hmac
import imaplib
import json
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from itertools import count
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "office", "wrong-horse battery ✓"
_numbers = count()  # of letters that arrive
CONFIGURATION = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{home}/certificate.pem
ssl_key = <{home}/key.pem
disable_plaintext_auth = yes
auth_mechanisms = plain xoauth2
auth_failure_delay = 0
mail_location = maildir:{home}/mail/%u
first_valid_uid = 1
default_login_user = {unprivileged}
default_internal_user = {internal}
default_internal_group = {group}
rawlog_dir = {home}/rawlog
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {home}/oauth2.conf
}}
passdb {{
  driver = passwd-file
  mechanisms = plain
  args = {home}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain_port}
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service imap {{
  executable = imap
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""
TOKENS = """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={home}/keys/
username_attribute = sub
"""
TOKEN_KEY = b"only for a test, and as long as a key has to be"


@dataclass
class Dovecot:
    """The running server, with TLS from the first byte on `port` and STARTTLS on `plain_port`."""

    home: Path
    port: int
    plain_port: int
    authority: bytes

    @property
    def signer(self) -> str:
        """A file with the certificate of the one who signed this server's."""
        return str(self.home / "authority.pem")

    @property
    def place(self) -> str:
        return f"localhost:{self.port}"

    @property
    def server(self) -> str:
        return f"imaps://{self.place}"

    @property
    def tls(self) -> ssl.SSLContext:
        """A context that trusts the one who signed this server's certificate, and nobody else."""
        return ssl.create_default_context(cadata=self.authority.decode())

    @contextmanager
    def as_person(self) -> Iterator[imaplib.IMAP4_SSL]:
        """What a person's mail program does there."""
        with imaplib.IMAP4_SSL("localhost", self.port, ssl_context=self.tls) as client:
            client.authenticate("PLAIN", lambda _: f"\0{USER}\0{PASSWORD}".encode())
            yield client

    def deliver(self, *letters: bytes, folder: str = "INBOX", at: datetime | None = None) -> None:
        when = imaplib.Time2Internaldate(at) if at else None
        with self.as_person() as client:
            for letter in letters:
                whole = letter.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
                answer, said = client.append(folder, "", when, whole)  # type: ignore[arg-type]
                assert answer == "OK", said

    def arrive(self, letter: bytes, at: datetime) -> None:
        """A letter comes to INBOX, on whatever day: to APPEND, the server takes no day to come.

        As a delivery agent does it: whole and with its time, and only then where it is seen.
        """
        box = self.home / "mail" / USER
        with self.as_person() as client:
            client.select("INBOX", readonly=True)  # so that there is one
        name = f"{time.time_ns()}.M{next(_numbers)}.outside"
        coming, there = box / "tmp" / name, box / "new" / name
        coming.write_bytes(letter.replace(b"\r\n", b"\n"))
        owner = box.stat()
        os.chown(coming, owner.st_uid, owner.st_gid)
        os.utime(coming, (at.timestamp(), at.timestamp()))
        coming.rename(there)

    def flags(self, folder: str = "INBOX") -> list[bytes]:
        """The flags of every letter, as another program sees them."""
        with self.as_person() as client:
            client.select(folder, readonly=True)
            return [row for row in client.fetch("1:*", "(FLAGS)")[1] if isinstance(row, bytes)]

    def heard(self) -> bytes:
        """Every byte that programs said to it since `forget`, from its own log."""
        return b"".join(path.read_bytes() for path in sorted(self.rawlog.glob("*.in")))

    def said(self) -> bytes:
        """Every byte that it said to programs since `forget`, from its own log."""
        return b"".join(path.read_bytes() for path in sorted(self.rawlog.glob("*.out")))

    def forget(self) -> None:
        for path in self.rawlog.iterdir():
            path.unlink()

    @property
    def rawlog(self) -> Path:
        return self.home / "rawlog"


@contextmanager
def dovecot() -> Iterator[Dovecot]:
    """Start a server, and end it. Its state lies in a folder of its own, with a short path."""
    with tempfile.TemporaryDirectory(prefix="goodname-mail-") as folder:
        home = Path(folder)
        home.chmod(0o755)  # its processes run as several users
        with _dovecot(home) as running:
            yield running


@contextmanager
def _dovecot(home: Path) -> Iterator[Dovecot]:
    found = shutil.which("dovecot", path="/usr/sbin:/usr/bin:/sbin")
    assert found, "dovecot is missing: apt-get install dovecot-imapd"
    authority, certificate, key = certificates()
    (home / "certificate.pem").write_bytes(certificate)
    (home / "authority.pem").write_bytes(authority)
    (home / "key.pem").write_bytes(key)
    is_root = os.getuid() == 0
    me = os.environ.get("USER") or "nobody"
    uid, gid = (65534, 65534) if is_root else (os.getuid(), os.getgid())
    for folder in ("rawlog", "mail", "home", "run"):
        (home / folder).mkdir()
        os.chown(home / folder, uid, gid) if folder != "run" else None
    port, plain_port = free_ports(2)
    configuration = home / "dovecot.conf"
    configuration.write_text(
        CONFIGURATION.format(
            home=home, uid=uid, gid=gid, port=port, plain_port=plain_port,
            unprivileged="dovenull" if is_root else me, internal="dovecot" if is_root else me,
            group="dovecot" if is_root else me,
        )
    )  # fmt: skip
    (home / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}::::::\n")
    (home / "oauth2.conf").write_text(TOKENS.format(home=home))
    key_of_tokens = home / "keys/default/HS256/default"
    key_of_tokens.parent.mkdir(parents=True)
    key_of_tokens.write_bytes(base64.b64encode(TOKEN_KEY))
    for path in home.rglob("*"):  # the umask of whoever runs the tests may be a strict one
        path.chmod(0o755 if path.is_dir() else 0o644)
    process = subprocess.Popen(
        [found, "-F", "-c", configuration], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        wait_for(process, port, home)
        yield Dovecot(home, port, plain_port, authority)
    finally:
        process.terminate()
        process.communicate(timeout=10)


def token(user: str = USER, lasts: timedelta = timedelta(hours=1)) -> str:
    """A token that the server accepts: signed, for one user, and with an end."""
    now = datetime.now(UTC)
    says = {"sub": user, "iat": int(now.timestamp()), "exp": int((now + lasts).timestamp())}
    pieces = [_packed(json.dumps(one).encode()) for one in ({"alg": "HS256", "typ": "JWT"}, says)]
    signed = hmac.digest(TOKEN_KEY, b".".join(pieces), "sha256")
    return b".".join([*pieces, _packed(signed)]).decode()


def _packed(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")


def wait_for(process: subprocess.Popen[bytes], port: int, home: Path) -> None:
    for _ in range(200):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    log = home / "log"
    said = process.communicate()[0] if process.poll() is not None else b""
    raise AssertionError(
        f"dovecot does not answer: {said!r} {log.read_text() if log.exists() else ''}"
    )


def free_ports(many: int) -> list[int]:
    sockets = [socket.socket() for _ in range(many)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


def certificates() -> tuple[bytes, bytes, bytes]:
    """A signing authority, a certificate for localhost signed by it, and its key: all in PEM."""
    now = datetime.now(UTC)
    authority_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Only a test")])
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])

    def begun(subject: x509.Name, public: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(authority_name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(hours=1))
            .not_valid_after(now + timedelta(days=1))
        )

    authority = (
        begun(authority_name, authority_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(authority_key.public_key()), critical=False
        )
        .sign(authority_key, hashes.SHA256())
    )
    names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    certificate = (
        begun(name, key.public_key())
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()),
            critical=False,
        )
        .sign(authority_key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    return (
        authority.public_bytes(pem),
        certificate.public_bytes(pem),
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
    )
