"""Settings of a worker that a test starts as a process of its own: a small job and a short lease."""

from __future__ import annotations

from vierkant_web.settings_test import *  # noqa: F403

ASSESSMENT_JOB = "tests.web.jobs.example_jobs.slow"
RUN_LEASE_SECONDS = 2.0
RUN_HEARTBEAT_SECONDS = 0.2
RUN_POLL_SECONDS = 0.1
