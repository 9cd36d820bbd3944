"""A brake on trying secrets and on sending in bulk, in memory alone: what is counted is never written down.

An address is kept as a keyed fingerprint with a key of this process, and never together with a secret. Whole offices
come from one address, so the limits are wide; every secret has so many bits that nobody finds one by trying.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import Counter
from hashlib import blake2b

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

_KEY = secrets.token_bytes(32)


class Limit:
    """At most ``most`` times per address in ``seconds``."""

    def __init__(self, most: int, seconds: float) -> None:
        self.most, self.seconds = most, seconds
        self._counts: Counter[bytes] = Counter()
        self._since = time.monotonic()
        self._lock = threading.Lock()

    def allows(self, address: str) -> bool:
        """Count one more; False when it is too many."""
        with self._lock:
            self._refresh()
            self._counts[_mark(address)] += 1
            return self._counts[_mark(address)] <= self.most

    def is_reached(self, address: str) -> bool:
        """Whether one more would be too many; counts nothing."""
        with self._lock:
            self._refresh()
            return self._counts[_mark(address)] >= self.most

    def _refresh(self) -> None:
        if time.monotonic() - self._since >= self.seconds:
            self.clear()

    def clear(self) -> None:
        """Forget everything that was counted."""
        self._counts.clear()
        self._since = time.monotonic()


def _mark(address: str) -> bytes:
    return blake2b(address.encode(), key=_KEY, digest_size=8).digest()


def address_of(request: HttpRequest) -> str:
    """Where a request comes from; for counting in memory alone."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:  # a server on a socket tells no address
        return "-"


def too_many(request: HttpRequest, limit: Limit) -> bool:
    """Whether this comes too often from one address; nothing of it is kept outside memory."""
    return not limit.allows(address_of(request))
