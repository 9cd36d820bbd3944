"""One-time codes of a wave: only a keyed digest is kept, and the key is destroyed at closing."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256

from django.db import models

from vierkant_web.models.random_key import RandomKey
from vierkant_web.models.wave import Wave, WaveGroup

_SECRET_BYTES = 32


def new_wave_secret() -> str:
    """256 bits, in hexadecimal."""
    return secrets.token_hex(_SECRET_BYTES)


def plain_code(code: str) -> str:
    """A code without hyphens, spaces and capitals: however it was typed, it is the same code."""
    return "".join(letter for letter in code.lower() if letter.isalnum())


def code_digest(secret: str, code: str) -> str:
    """HMAC-SHA256 of a code with the secret of its wave, lower-case hexadecimal."""
    return hmac.new(bytes.fromhex(secret), plain_code(code).encode(), sha256).hexdigest()


class WaveSecret(models.Model):
    """The key of the digests of one wave. A row of its own, so that it is destroyed by deleting it."""

    wave = models.OneToOneField(Wave, on_delete=models.CASCADE, primary_key=True, related_name="secret_row")
    secret = models.CharField(max_length=64, default=new_wave_secret)

    class Meta:
        db_table = "wave_secret"

    def __str__(self) -> str:
        return f"secret of wave {self.wave_id}"


class WaveCode(models.Model):
    """One code of a group. It never says whether, or when, it was used."""

    id = RandomKey()
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="codes")
    group = models.ForeignKey(WaveGroup, on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        db_table = "wave_code"

    def __str__(self) -> str:
        return f"code of group {self.group_id}"
