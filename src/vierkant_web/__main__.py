"""``python -m vierkant_web <command>``: Django's commands and our own."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command of the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vierkant_web.settings")
    execute_from_command_line(["python -m vierkant_web", *sys.argv[1:]])


# The guard matters: processes that compute assessments import this module again.
if __name__ == "__main__":
    main()
