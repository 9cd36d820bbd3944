"""Which way the swings are computed: in NumPy."""

from __future__ import annotations

from vierkant.voting_power.chain import chained

__all__ = ["chained"]
