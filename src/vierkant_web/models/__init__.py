"""What the database holds. One file per thing; the contents of sections and runs are JSON, opaque here."""

from vierkant_web.models.audit_event import AuditChain, AuditEvent
from vierkant_web.models.calendar_feed import WHOLE_COOPERATION, CalendarFeed, FeedEntry
from vierkant_web.models.card_release import GENERAL, RELEASING_ROLES, CardRelease
from vierkant_web.models.cooperation import Cooperation, CooperationMunicipality, Kind
from vierkant_web.models.group_page import GroupPage
from vierkant_web.models.help_request import HelpKind, HelpRequest
from vierkant_web.models.ledger_entry import LedgerEntry
from vierkant_web.models.mailing import MailingLine, WaveMail
from vierkant_web.models.membership import Membership, Role
from vierkant_web.models.opened_together import GuideText, OpenedTogether, RoundEvent
from vierkant_web.models.run import Run, RunError, RunState
from vierkant_web.models.seal import Seal
from vierkant_web.models.section_revision import (
    CHANGE_SECTIONS,
    FILLED_IN_ALONE,
    NEVER_PUBLIC,
    SHARED_PART,
    Section,
    SectionRevision,
    Visibility,
)
from vierkant_web.models.user import User
from vierkant_web.models.variant import Variant
from vierkant_web.models.wave import FROZEN_STATES, Wave, WaveGroup, WaveRelease, WaveState
from vierkant_web.models.wave_answer import OpenAnswer, OpenSummary, WaveAnswer
from vierkant_web.models.wave_code import WaveCode, WaveSecret
from vierkant_web.models.wave_signature import SIGNING_ROLE, Condition, WaveSignature

__all__ = [
    "CHANGE_SECTIONS",
    "FILLED_IN_ALONE",
    "FROZEN_STATES",
    "GENERAL",
    "NEVER_PUBLIC",
    "RELEASING_ROLES",
    "SHARED_PART",
    "SIGNING_ROLE",
    "WHOLE_COOPERATION",
    "AuditChain",
    "AuditEvent",
    "CalendarFeed",
    "CardRelease",
    "Condition",
    "Cooperation",
    "CooperationMunicipality",
    "FeedEntry",
    "GroupPage",
    "GuideText",
    "HelpKind",
    "HelpRequest",
    "Kind",
    "LedgerEntry",
    "MailingLine",
    "Membership",
    "OpenAnswer",
    "OpenSummary",
    "OpenedTogether",
    "Role",
    "RoundEvent",
    "Run",
    "RunError",
    "RunState",
    "Seal",
    "Section",
    "SectionRevision",
    "User",
    "Variant",
    "Visibility",
    "Wave",
    "WaveAnswer",
    "WaveCode",
    "WaveGroup",
    "WaveMail",
    "WaveRelease",
    "WaveSecret",
    "WaveSignature",
    "WaveState",
]
