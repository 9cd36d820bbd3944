"""``make run``: the whole product on this machine, with examples: web server and worker, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

LOOPBACK = "127.0.0.1"
STOP_SECONDS = 10.0
LONGEST_PAUSE = 30.0


@dataclass(slots=True)
class Child:
    """A process that is started again when it ends by itself, ever later when that keeps happening."""

    name: str
    command: list[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 0.5
    not_before: float = field(default=0.0)

    def keep_alive(self) -> None:
        """Start it when it does not run and its pause is over."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            code = self.process.returncode
            self.process = None
            self.pause = 0.5 if now - self.started > 60 else min(self.pause * 2, LONGEST_PAUSE)
            self.not_before = now + self.pause
            say(f"de {self.name} is gestopt (code {code}) en start over {self.pause:.0f} s opnieuw")
        if self.process is None and now >= self.not_before:
            self.started = now
            # A session of its own: Ctrl-C reaches us alone, and we stop them in order.
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                self.command, env=self.environment, start_new_session=True
            )

    def stop(self) -> None:
        """Ask it to end; end it when it does not."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def say(text: str) -> None:
    """A line on the screen, at once."""
    print(f"Vierkant: {text}", flush=True)


def port() -> int:
    """``VIERKANT_PORT``, 8000 when it is not given."""
    given = os.environ.get("VIERKANT_PORT") or "8000"
    if not given.isdecimal() or not 1 <= int(given) <= 65_535:
        sys.exit(f"Vierkant: VIERKANT_PORT moet een getal van 1 tot 65535 zijn, niet {given!r}.")
    return int(given)


def check_free(number: int) -> None:
    """End with a clear message when something else listens there."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, number))
        except PermissionError:
            sys.exit(f"Vierkant: poort {number} mag deze gebruiker niet openen. Kies een poort boven 1024, "
                     f"bijvoorbeeld: VIERKANT_PORT=8001 make run")  # fmt: skip
        except OSError:
            sys.exit(f"Vierkant: poort {number} is al in gebruik, misschien door een Vierkant dat al draait. "
                     f"Kies een andere: VIERKANT_PORT={number + 1} make run")  # fmt: skip


def prepare(environment: dict[str, str]) -> None:
    """Words, static files, database and examples; in this process, so that a fault is shown and ends us."""
    os.environ.update(environment)
    # Django can only be set up once the environment says that this is a trial.
    import django
    from django.core.management import call_command

    django.setup()
    call_command("prepare")
    if environment["VIERKANT_EXAMPLE"] == "1":
        from vierkant_web.management.example import load

        load()
    from django.db import connections

    connections.close_all()


def announce(number: int, *, example: bool) -> None:
    """The address, and who can sign in."""
    print(f"\n  Vierkant staat klaar op  http://{LOOPBACK}:{number}\n", flush=True)
    if example:
        from vierkant_web.management.example import IN_DUTCH, PASSWORD, PEOPLE, links

        print("  Inloggen met een voorbeeldgebruiker:")
        for person in PEOPLE:
            role = IN_DUTCH[person.role] if person.role else "geen lid"
            print(f"    {person.email:26} {role:28} {person.partner}")
        print(f"  Wachtwoord voor allemaal: {PASSWORD}")
        for group, code in links():
            page = f"http://{LOOPBACK}:{number}/mijn-stap/{code}/"
            print(f"  Mijn stap, zonder account, {group or 'voor iedereen'}:\n    {page}")
        # A passkey belongs to a name; browsers refuse one for a bare number.
        print(f"  Een passkey proberen? Gebruik dan http://localhost:{number}\n")
    print("  Stoppen met Ctrl-C.\n", flush=True)


def answers(number: int) -> bool:
    """Whether the web server takes connections."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((LOOPBACK, number)) == 0


def children(number: int, environment: dict[str, str]) -> list[Child]:
    """The web server and the worker."""
    server = [
        sys.executable, "-m", "gunicorn", "vierkant_web.wsgi", "--bind", f"{LOOPBACK}:{number}",
        "--config", "python:vierkant_web.gunicorn_conf",
    ]  # fmt: skip
    return [
        Child("webserver", server, environment),
        Child("rekenaar", [sys.executable, "-m", "vierkant_web", "work"], environment),
    ]


def main() -> None:
    """Prepare, start, watch, stop."""
    number = port()
    check_free(number)
    example = os.environ.get("VIERKANT_EXAMPLE", "1") != "0"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "vierkant_web.settings",
        "VIERKANT_EXAMPLE": "1" if example else "0",
        "VIERKANT_HOSTS": f"{LOOPBACK},localhost",
        "VIERKANT_HTTPS": "0",
    }
    stopping = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda *_: stopping.set())
    say("gegevens en bestanden klaarzetten …")
    prepare(environment)
    running = children(number, environment)
    announced = False
    try:
        while not stopping.is_set():
            for child in running:
                child.keep_alive()
            if not announced and answers(number):
                announced = True
                announce(number, example=example)
            stopping.wait(0.2)
    finally:
        say("stoppen …")
        for child in running:
            child.stop()


if __name__ == "__main__":
    main()
