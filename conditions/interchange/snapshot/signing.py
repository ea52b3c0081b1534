"""The signed list of checksums: who made the snapshot, and that no file changed since.

`SHA256SUMS` has the form of sha256sum. Its Ed25519 signature (RFC 8032) over the bytes
of the list is 64 bytes in `SHA256SUMS.sig`. The key is made once and kept beside the
other secrets of the site; docs/snapshot.md says how to verify.
"""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

LIST, SIGNATURE, PUBLIC_KEY = "SHA256SUMS", "SHA256SUMS.sig", "public-key.pem"


class NotAKeyError(Exception):
    """The key file holds no Ed25519 private key."""


def kept_key(file: Path) -> Ed25519PrivateKey:
    """The key in the file, made there at first use for the owner alone. Raises NotAKeyError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(file)
    key = Ed25519PrivateKey.generate()
    with os.fdopen(descriptor, "wb") as out:
        out.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return key


def _read(file: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except (ValueError, TypeError):
        raise NotAKeyError(f"{file} holds no private key in PEM without a password.") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise NotAKeyError(f"{file} holds a key, but not an Ed25519 key.")
    return key


def public_pem(key: Ed25519PrivateKey) -> bytes:
    """The public half, as PEM."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def checksums(files: Mapping[str, bytes]) -> bytes:
    """The list of the files, by name."""
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items())]
    return "".join(lines).encode()


def signed(files: Mapping[str, bytes], key: Ed25519PrivateKey) -> dict[str, bytes]:
    """The list, its signature and the public key."""
    listed = checksums(files)
    return {LIST: listed, SIGNATURE: key.sign(listed), PUBLIC_KEY: public_pem(key)}
