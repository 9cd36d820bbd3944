"""How gunicorn runs Vierkant: ``gunicorn vierkant_web.wsgi --config python:vierkant_web.gunicorn_conf``.

Whatever is chosen for the access log (``--access-logfile -``), no line holds the address of a visitor together with
the code of a group: see `vierkant_web.access_log`.
"""

from __future__ import annotations

from vierkant_web.access_log import AccessLogger

worker_class = "gthread"
workers = 2
threads = 4
timeout = 60
graceful_timeout = 5
keepalive = 5
logger_class = AccessLogger
loglevel = "warning"
control_socket_disable = True
