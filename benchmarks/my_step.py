"""Mijn stap: how heavy the first visit is, how soon it works on a slow phone, how many are served at once."""

from __future__ import annotations

import gzip
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 4.0
CLIENTS = 4
SLOW_LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 7.5e5 / 8}
"""A phone on a bad line: 1.6 Mbit/s down, 150 ms there and back."""
SLOW_PHONE = 4
"""Times slower than this machine."""
USABLE = """() => {
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  const ready = performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd;
  return Math.max(paint ? paint.startTime : Infinity, ready) / 1000;
}"""
"""Seconds until there is something to read and the script has run."""


def rows() -> Iterator[tuple[str, float, str, float | None]]:
    """(name, measured, unit, target), smaller is better."""
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        environment = {
            **os.environ, "VIERKANT_DATA": folder, "VIERKANT_PORT": str(port), "VIERKANT_EXAMPLE": "1",
            "DJANGO_SETTINGS_MODULE": "vierkant_web.settings",
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        }  # fmt: skip
        with (Path(folder) / "log").open("wb") as log:
            serve = [sys.executable, "-m", "vierkant_web.management.serve"]
            server = subprocess.Popen(serve, env=environment, stdout=log, stderr=log, cwd=ROOT)
            try:
                _wait(port)
                seed = [sys.executable, "-m", "tests.journeys.seed_staff"]
                made = subprocess.run(
                    seed, env=environment, cwd=ROOT, check=True, capture_output=True, text=True
                )
                code = json.loads(made.stdout.splitlines()[-1])["belastingen"]
                yield from _measure(port, f"/mijn-stap/{code}/")
            finally:
                server.terminate()
                server.wait(timeout=30)


def _measure(port: int, path: str) -> Iterator[tuple[str, float, str, float | None]]:
    base = f"http://127.0.0.1:{port}"
    yield "Mijn stap: first visit without fonts, compressed", _weight(base, path), "kB", 100.0
    seconds = _usable(base + path)
    if seconds is not None:
        yield "Mijn stap: usable on a slow phone (1.6 Mbit/s, 150 ms, 4x)", seconds, "s", 1.0
    # 300 a second is at most 3.33 ms for each.
    yield (
        "Mijn stap: per request, two processes, four clients",
        1000 / _per_second(port, path),
        "ms",
        1000 / 300,
    )


def _weight(base: str, path: str) -> float:
    page = _get(base + path)
    total = len(page)
    text = gzip.decompress(page).decode()
    for address in re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg))"', text):
        total += len(_get(base + address))
    return total / 1000


def _get(address: str) -> bytes:
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        body: bytes = answer.read()
        return body


def _usable(address: str) -> float | None:
    """The median of five first visits; None without a browser."""
    browser_path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    if not Path(browser_path).exists():
        return None
    from playwright.sync_api import sync_playwright

    times = []
    with sync_playwright() as playwright:
        own = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=browser_path, args=own)
        for _ in range(5):
            context = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2)
            times.append(_first_visit(context, address))
            context.close()
        browser.close()
    return sorted(times)[2]


def _first_visit(context: Any, address: str) -> float:
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_PHONE})
    page.goto(address, wait_until="load")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
    return float(page.evaluate(USABLE))


def _per_second(port: int, path: str) -> float:
    """Requests a second over connections that stay open, from processes of their own."""
    command = [sys.executable, "-c", _CLIENT, str(port), path, str(SECONDS)]
    clients = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(CLIENTS)]
    return sum(int(client.communicate()[0]) for client in clients) / SECONDS


_CLIENT = """
import socket, sys, time
port, path, seconds = int(sys.argv[1]), sys.argv[2], float(sys.argv[3])
ask = f"GET {path} HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\nAccept-Encoding: gzip\\r\\n\\r\\n".encode()
def read(file):
    head = {}
    assert b" 200 " in file.readline()
    while (line := file.readline()) != b"\\r\\n":
        name, _, value = line.partition(b":")
        head[name.lower()] = value.strip()
    if b"content-length" in head:
        file.read(int(head[b"content-length"]))
    else:
        while size := int(file.readline(), 16):
            file.read(size + 2)
        file.readline()
    return head.get(b"connection", b"").lower() == b"close"
done, end = 0, time.monotonic() + seconds
while time.monotonic() < end:
    with socket.create_connection(("127.0.0.1", port)) as link, link.makefile("rb") as file:
        close = False
        while not close and time.monotonic() < end:
            link.sendall(ask)
            close = read(file)
            done += 1
print(done)
"""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(240):
        try:
            _get(f"http://127.0.0.1:{port}/levend/")
            return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError("the server did not start")
