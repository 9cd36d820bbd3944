"""``python -m vierkant_web rights``: who may do what, for the review that BIO2 8.02.01 asks for each quarter."""

from __future__ import annotations

import csv
from typing import Any

from django.core.management.base import BaseCommand

from vierkant_web.models import Membership


class Command(BaseCommand):
    """Writes all memberships as a table."""

    help = "Writes who is a member of what, in which role, as CSV."

    def handle(self, *args: Any, **options: Any) -> None:
        writer = csv.writer(self.stdout)
        writer.writerow(
            ("cooperation", "name", "role", "partner", "email", "active", "last_sign_in", "since")
        )
        rows = Membership.objects.select_related("user", "cooperation").order_by(
            "cooperation__slug", "role", "id"
        )
        for row in rows:
            seen = row.user.last_login
            writer.writerow(
                (
                    row.cooperation.slug,
                    row.cooperation.name,
                    row.role,
                    row.partner,
                    row.user.email,
                    row.user.is_active,
                    seen.date().isoformat() if seen else "",
                    row.created.date().isoformat(),
                )
            )
