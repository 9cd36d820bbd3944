"""Which columns hold something about a person. A test fails on a column that is not declared here.

Add a column to a model and you must say here what it is; whoever reviews the change sees it. `PERSONAL` means
that it says something about a living person, or leads to one; everything else is `HARMLESS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum


class Kind(Enum):
    """What a column holds."""

    PERSONAL = "personal"
    HARMLESS = "harmless"


def _declared(personal: str, harmless: str) -> Mapping[str, Kind]:
    return dict.fromkeys(personal.split(), Kind.PERSONAL) | dict.fromkeys(harmless.split(), Kind.HARMLESS)


REGISTER: Mapping[str, Mapping[str, Kind]] = {
    "vierkant_web.User": _declared("id email name last_login created password", "is_active"),
    "vierkant_web.Cooperation": _declared("created_by", "id slug name kind created"),
    "vierkant_web.CooperationMunicipality": _declared("", "id cooperation code name"),
    "vierkant_web.Variant": _declared("created_by", "id cooperation slug name is_main created archived"),
    "vierkant_web.Membership": _declared("user role partner", "id cooperation created"),
    # A dossier holds no personal data; where some slipped in, a redaction takes it out.
    "vierkant_web.SectionRevision": _declared(
        "author comment redacted_by redaction_reason",
        "id variant section partner number visibility content created restored_from redacted_at",
    ),
    "vierkant_web.Run": _declared(
        "requested_by",
        "id variant digest audience seed draws engine_version rules_on state progress cancel_requested lease_owner"
        " lease_until attempts not_before error error_detail dossier result created started finished",
    ),
    "vierkant_web.AuditEvent": _declared("actor origin", "id number time action object result previous hash"),
    "vierkant_web.AuditChain": _declared("", "id number hash"),
    # The view holds no personal data; where some slipped in, a redaction empties it.
    "vierkant_web.CardRelease": _declared("by", "id variant group role view digest created"),
    # Numbers and keys of a decision; no text that somebody wrote.
    "vierkant_web.Seal": _declared("by", "id variant sealed_on fingerprint content created"),
    # Of the parts of an opening only partners, what they chose, and numbers of rows.
    "vierkant_web.OpenedTogether": _declared("by", "id variant section event parts created"),
    # About organisations; the guide can take it back when it leads to a person.
    "vierkant_web.GuideText": _declared("by", "id opening text created"),
    "vierkant_web.GroupPage": _declared("created_by", "id cooperation variant group code created"),
    # Of the secret address only a fingerprint is kept; a feed holds days, products and names of boards and councils.
    "vierkant_web.CalendarFeed": _declared(
        "created_by withdrawn_by",
        "id cooperation variant council audience language digest created withdrawn_at",
    ),
    "vierkant_web.FeedEntry": _declared("", "id feed uid digest on sequence modified cancelled_at"),
    # Everything an employee writes here may lead to that person: read by the guide alone, and deleted.
    "vierkant_web.HelpRequest": _declared("group kind text reach created handled", "id cooperation"),
    "vierkant_web.Wave": _declared(
        "created_by",
        "id cooperation number key setup digest state opens_at closes_at delete_answers_on answers_deleted wipe_pending"
        " followed_up created",
    ),
    # Groups are teams of the size the works council agreed to, and no persons.
    "vierkant_web.WaveGroup": _declared("", "id wave key name organisation invited"),
    "vierkant_web.WaveRelease": _declared("", "wave lease_owner lease_until attempts progress error"),
    # Whoever holds a code and its digest can find an answer: both are destroyed at closing, with the secret.
    "vierkant_web.WaveSecret": _declared("secret", "wave"),
    "vierkant_web.WaveCode": _declared("id digest", "wave group"),
    # Until closing these lead to a person by way of the code; after it only by what somebody wrote.
    "vierkant_web.WaveAnswer": _declared("group code content open_content", "id wave"),
    "vierkant_web.OpenAnswer": _declared("text", "id wave organisation question"),
    "vierkant_web.OpenSummary": _declared("by", "id wave organisation text created"),
    "vierkant_web.WaveSignature": _declared(
        "by note", "id wave role condition organisation agreed digest date"
    ),
    "vierkant_web.WaveMail": _declared("", "wave subject text sent failed"),
    # Destroyed line by line when it was sent, and left out of every backup.
    "vierkant_web.MailingLine": _declared("group address code", "id wave attempts not_before"),
    "vierkant_web.LedgerEntry": _declared("", "id cooperation wave number content digest"),
    "account.EmailAddress": _declared("user email", "id verified primary"),
    "account.EmailConfirmation": _declared("email_address key", "id created sent"),
    "mfa.Authenticator": _declared("user data last_used_at created_at", "id type"),
    "usersessions.UserSession": _declared(
        "user ip user_agent session_key last_seen_at created_at data", "id"
    ),
    "sessions.Session": _declared("session_key session_data", "expire_date"),
    "auth.Permission": _declared("", "id name content_type codename"),
    "auth.Group": _declared("", "id name"),
    "contenttypes.ContentType": _declared("", "id app_label model"),
}
"""Model → column → what it holds."""
