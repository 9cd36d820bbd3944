"""The one way to change something: keyword-only, ``by=``, one transaction, the right checked inside, audited."""

from vierkant_web.actions.accounts import close_account, create_account
from vierkant_web.actions.calendar_feeds import make_feed, withdraw_feed
from vierkant_web.actions.cooperations import create_cooperation, describe_cooperation
from vierkant_web.actions.errors import Collision, Conflict, Invalid
from vierkant_web.actions.help_requests import ask_help, delete_help, forget_old_help, handle_help
from vierkant_web.actions.members import add_member, change_member, remove_member
from vierkant_web.actions.opened_together import begin_round, open_together, take_back, tell_all
from vierkant_web.actions.releases import (
    make_link,
    release_card,
    replace_link,
    withdraw_link,
    withdraw_release,
)
from vierkant_web.actions.runs import cancel_run, request_run
from vierkant_web.actions.seals import seal_decision
from vierkant_web.actions.sections import (
    Part,
    redact_revision,
    restore_revision,
    save_many,
    save_section,
    set_visibility,
)
from vierkant_web.actions.variants import archive_variant, create_variant, make_main
from vierkant_web.actions.waves import create_wave, retry_release, save_setup, set_follow_up, withdraw_wave
from vierkant_web.actions.waves_answers import Answering, find_answering, submit_answers
from vierkant_web.actions.waves_codes import make_codes
from vierkant_web.actions.waves_differences import append_differences
from vierkant_web.actions.waves_mailing import MailingState, can_mail, mailing_state, queue_mailing
from vierkant_web.actions.waves_open_answers import (
    organisations_with_open_answers,
    read_open_answers,
    write_open_summary,
)
from vierkant_web.actions.waves_opening import Reason, open_wave, reasons_not_to_open
from vierkant_web.actions.waves_signing import missing_signatures, sign_wave, signatures_that_stand

__all__ = [
    "Answering",
    "Collision",
    "Conflict",
    "Invalid",
    "MailingState",
    "Part",
    "Reason",
    "add_member",
    "append_differences",
    "archive_variant",
    "ask_help",
    "begin_round",
    "can_mail",
    "cancel_run",
    "change_member",
    "close_account",
    "create_account",
    "create_cooperation",
    "create_variant",
    "create_wave",
    "delete_help",
    "describe_cooperation",
    "find_answering",
    "forget_old_help",
    "handle_help",
    "mailing_state",
    "make_codes",
    "make_feed",
    "make_link",
    "make_main",
    "missing_signatures",
    "open_together",
    "open_wave",
    "organisations_with_open_answers",
    "queue_mailing",
    "read_open_answers",
    "reasons_not_to_open",
    "redact_revision",
    "release_card",
    "remove_member",
    "replace_link",
    "request_run",
    "restore_revision",
    "retry_release",
    "save_many",
    "save_section",
    "save_setup",
    "seal_decision",
    "set_follow_up",
    "set_visibility",
    "sign_wave",
    "signatures_that_stand",
    "submit_answers",
    "take_back",
    "tell_all",
    "withdraw_feed",
    "withdraw_link",
    "withdraw_release",
    "withdraw_wave",
    "write_open_summary",
]
