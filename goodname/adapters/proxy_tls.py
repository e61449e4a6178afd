"""Ends a browser's TLS inside our own proxy, with a key that lives as long as one visit.

Only the one browser that is told the key's fingerprint accepts it. What the site shows is checked
by us against the authorities that the web trusts: the browser cannot see it any more.
"""

from __future__ import annotations

import ssl
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from goodname.adapters import wire
from goodname.adapters.answer import FetchFailed
from goodname.adapters.guard import Place

SPOKEN = ["http/1.1"]  # one question after the other: what is recorded is in order


class Ends:
    """A key and its certificate. `pin` is what the browser is told (`…-spki-list`)."""

    def __init__(self) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        self.pin = b64encode(sha256(public).digest()).decode("ascii")
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.set_alpn_protocols(SPOKEN)
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        # The standard library reads certificates from files alone: ours is there for a moment.
        with TemporaryDirectory(prefix="goodname-visit-") as folder:
            file = Path(folder, "both.pem")
            file.touch(mode=0o600)
            file.write_bytes(secret + _certificate(key).public_bytes(Encoding.PEM))
            self._context.load_cert_chain(file)

    def to_browser(self, client: socket) -> ssl.SSLSocket:
        """The browser's side of a tunnel, in the clear. Raises OSError where it speaks no TLS."""
        return self._context.wrap_socket(client, server_side=True)

    def to_site(self, site: socket, place: Place) -> ssl.SSLSocket:
        """The site's side, checked. Raises FetchFailed where it cannot prove who it is."""
        try:
            context = wire.tls()
            context.set_alpn_protocols(SPOKEN)
            return context.wrap_socket(site, server_hostname=place.host)
        except ssl.SSLCertVerificationError as fault:
            raise FetchFailed(wire.UNPROVEN.format(host=place.host)) from fault
        except OSError as fault:
            raise FetchFailed(wire.UNSAFE.format(host=place.host)) from fault


def _certificate(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Goodname, for one visit")])
    today = datetime.now(UTC)  # what the browser holds it against is this machine's own clock
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .sign(key, SHA256())
    )
