"""The one way to change something: keyword-only, ``by=``, one transaction, the right checked inside, audited."""

from vierkant_web.actions.accounts import close_account, create_account
from vierkant_web.actions.calendar_feeds import make_feed, withdraw_feed
from vierkant_web.actions.cooperations import create_cooperation, describe_cooperation
from vierkant_web.actions.errors import Collision, Conflict, Invalid
from vierkant_web.actions.help_requests import ask_help, delete_help, forget_old_help, handle_help
from vierkant_web.actions.members import add_member, change_member, remove_member
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

__all__ = [
    "Collision",
    "Conflict",
    "Invalid",
    "Part",
    "add_member",
    "archive_variant",
    "ask_help",
    "cancel_run",
    "change_member",
    "close_account",
    "create_account",
    "create_cooperation",
    "create_variant",
    "delete_help",
    "describe_cooperation",
    "forget_old_help",
    "handle_help",
    "make_feed",
    "make_link",
    "make_main",
    "redact_revision",
    "release_card",
    "remove_member",
    "replace_link",
    "request_run",
    "restore_revision",
    "save_many",
    "save_section",
    "seal_decision",
    "set_visibility",
    "withdraw_feed",
    "withdraw_link",
    "withdraw_release",
]
