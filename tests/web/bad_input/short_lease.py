"""Settings of a site that a test kills: the real assessment and the real password check, with a short lease."""

from __future__ import annotations

from vierkant_web.settings_test import *  # noqa: F403

RUN_LEASE_SECONDS = 2.0
RUN_HEARTBEAT_SECONDS = 0.2
RUN_POLL_SECONDS = 0.1
ASSESSMENT_DRAWS = 1_000_000
"""Enough for an assessment that takes seconds, so that it can be killed halfway."""
