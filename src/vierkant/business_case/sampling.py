"""Random numbers that belong to a name and a position: the same whatever else is drawn, in which order, by how many."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from vierkant.business_case import constants as c

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Key:
    """What sets one stream of random numbers apart from every other."""

    first: int
    second: int


def key_of(seed: int, name: str) -> Key:
    """The key of the input with this name.

    Raises:
        ValueError: the seed is not a whole number from 0 up to 2**64.
    """
    if not 0 <= seed < 2**64:
        raise ValueError("the seed must be a whole number from 0 up to 2**64")
    digest = blake2b(name.encode(), digest_size=16, key=seed.to_bytes(8, "little")).digest()
    return Key(int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little"))


def uniforms(seed: int, name: str, start: int, count: int) -> Floats:
    """Draws ``start`` … ``start + count`` of one input, each strictly between 0 and 1. Shape (count,).

    Draw i is a hash of the key and i, so that it can be made anywhere without what came before (Salmon et al. 2011):
    the finisher of SplitMix64 over a counter, with a second key and one more round.
    """
    return keyed_uniforms(key_of(seed, name), start, count)


def keyed_uniforms(key: Key, start: int, count: int) -> Floats:
    """The same for a key that is known. Shape (count,)."""
    bits = np.arange(start + 1, start + count + 1, dtype=np.uint64)
    bits *= np.uint64(c.GOLDEN)
    bits += np.uint64(key.first)
    bits ^= bits >> np.uint64(30)
    bits *= np.uint64(c.MIX_FIRST)
    bits ^= bits >> np.uint64(27)
    bits *= np.uint64(c.MIX_SECOND)
    bits ^= bits >> np.uint64(31)
    bits ^= np.uint64(key.second)
    bits *= np.uint64(c.MIX_FIRST)
    bits ^= bits >> np.uint64(32)
    bits >>= np.uint64(12)
    bits |= np.uint64(c.ONE_BITS)
    found = bits.view(np.float64)
    found -= 1.0
    # The middle of its step of 2**-52, so that neither 0 nor 1 can be drawn.
    found += c.HALF_STEP
    return found
