"""A brake on trying codes and on sending in bulk, in memory alone: what is counted is never written down.

An address is kept as a keyed fingerprint with a key of this process, and never together with a code. Whole offices
come from one address, so the limits are wide; a code has 71 bits, so that nobody finds one by trying.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import Counter
from hashlib import blake2b

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
        mark = blake2b(address.encode(), key=_KEY, digest_size=8).digest()
        with self._lock:
            if time.monotonic() - self._since >= self.seconds:
                self.clear()
            self._counts[mark] += 1
            return self._counts[mark] <= self.most

    def clear(self) -> None:
        """Forget everything that was counted."""
        self._counts.clear()
        self._since = time.monotonic()


WRONG_CODES = Limit(120, 60.0)
HELP_REQUESTS = Limit(60, 3600.0)
