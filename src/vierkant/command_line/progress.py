"""A bar on the screen for work that takes longer than a second."""

from __future__ import annotations

import time
from typing import TextIO

from vierkant.command_line.words import Language, say

WIDTH = 30
PATIENCE = 1.0
"""Seconds before the bar appears: what is done sooner needs none."""


class Progress:
    """Call it with the finished share (0..1); it draws on a terminal only, and wipes itself."""

    def __init__(self, stream: TextIO, language: Language) -> None:
        self.stream = stream
        self.label = say("progress.busy", language)
        self.shown = False
        self.started = self.drawn = time.monotonic()

    def __call__(self, share: float) -> None:
        now = time.monotonic()
        if not self.stream.isatty() or now - self.started < PATIENCE or now - self.drawn < 0.1:
            return
        self.drawn = now
        share = min(max(share, 0.0), 1.0)
        done = round(share * WIDTH)
        seconds = (now - self.started) / share * (1 - share) if share > 0 else None
        rest = f"  {seconds:.0f} s" if seconds is not None else ""
        bar = f"{self.label} [{'#' * done}{'.' * (WIDTH - done)}] {share:4.0%}{rest}"
        self.stream.write(f"\r{bar:<60}")
        self.stream.flush()
        self.shown = True

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self.shown:
            self.stream.write(f"\r{'':<60}\r")
            self.stream.flush()
