"""What refusals of actions and reasons not to open are called, and which step mends which problem."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STEPS: tuple[tuple[str, Promise], ...] = (
    ("waarom", _("What and why")),
    ("vragen", _("Questionnaire")),
    ("groepen", _("Groups")),
    ("planning", _("Dates")),
    ("drempels", _("What is shown")),
    ("uitnodigen", _("Inviting and asking")),
)
"""Word in the address → title, in the order of work."""

_STEP_OF_PROBLEM: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("waarom", ("no_purpose", "previous_not_done", "no_basis", "consent_weak", "basis_note", "legitimate_interest")),
    ("vragen", ("no_questionnaire", "no_items", "twice_items", "points")),
    ("planning", ("no_opening", "opening_past", "no_closing", "closing_before_opening", "too_short", "short", "long",
                  "no_retention", "retention_before_closing", "kept_long")),
    ("drempels", ("no_tables", "table_", "floor_", "low_", "threshold", "response", "team_split", "no_dimension",
                  "dimension_twice", "twice_tables")),
    ("uitnodigen", ("no_works_council_contact", "no_privacy_contact")),
)  # fmt: skip


def step_of(problem: str) -> str:
    """The step that mends a problem of the setup; ``problem`` is the id of its finding or message."""
    name = problem.rpartition(".")[2]
    for step, beginnings in _STEP_OF_PROBLEM:
        if any(name == word or (word.endswith("_") and name.startswith(word)) for word in beginnings):
            return step
    return "groepen"


REFUSALS: Mapping[str, Promise] = {
    "unfinished_wave": _(
        "There is a survey in preparation or open already. Finish or withdraw that one first."
    ),
    "frozen": _("This survey cannot be changed any more: it was opened or withdrawn."),
    "setup_changed": _(
        "Somebody else changed this survey in the meantime. Nothing was saved. Read what stands now, and decide again."
    ),
    "setup_unreadable": _("This cannot be saved as it stands. Look at the groups once more."),
    "not_ready": _("This survey is not ready yet. Below you read what is missing."),
    "in_the_future": _("The date of signing cannot lie in the future."),
    "too_long": _("This text is too long. Make it shorter."),
    "not_your_organisation": _(
        "This survey has no groups of your organisation, so you have nothing to sign."
    ),
    "same_person": _(
        "Two roles are two people: who prepared this survey or signed in another role cannot sign here."
    ),
    "closed_already": _("This survey is closed already. It cannot be withdrawn any more."),
    "not_closed": _("You can write what you did with a survey after it has closed."),
    "no_groups": _("First fill in the groups."),
    "codes_exist": _(
        "There are codes already. Tick that the old ones may stop working, or use the ones you have."
    ),
    "reserve_too_large": _("So many spare codes are not possible."),
    "no_mail_server": _("No mail server is set up for this site. Use paper, or ask who runs the site."),
    "no_code_in_text": _("Write {code} in the text, at the place where the code comes."),
    "unknown_group": _("One of these groups is not in the survey any more. Reload the page."),
    "not_anonymous_yet": _("The codes are still being destroyed. After that you can read the open answers."),
    "too_few": _("Too few people of this organisation wrote something, so nobody can read it."),
    "nothing_written": _("Write the summary first."),
    "not_failed": _("There is nothing to try again."),
}
"""Code of a refusal → what to tell."""

LEGAL_BASES: Mapping[str, Promise] = {
    "public_task": _("Public task"),
    "legitimate_interest": _("Legitimate interest"),
    "consent": _("Consent of the employee"),
    "other": _("Something else"),
}
TABLES: Mapping[str, tuple[Promise, tuple[str, ...]]] = {
    "everybody": (_("Everybody together"), ()),
    "organisation": (_("Per organisation"), ("organisation",)),
    "organisation_family": (_("Per organisation and kind of work"), ("organisation", "family")),
    "team": (_("Per team"), ("team",)),
}
"""Key of a table → its name and what splits it. Team and kind of work together would point to people."""


def refusal(code: str, details: Mapping[str, Any]) -> str:
    """The sentence of a refusal; with the places of addresses that are wrong, never the addresses."""
    lines = ", ".join(map(str, details.get("lines", ())))
    if code == "number_of_addresses":
        return str(
            _("Fill in exactly as many addresses as people invited: %(invited)s. You gave %(given)s.")
            % details
        )
    if code == "address_wrong":
        return str(
            _("One address on each line, without a name. Not an address: line %(lines)s.") % {"lines": lines}
        )
    if code == "address_twice":
        return str(_("The same address stands twice: line %(lines)s.") % {"lines": lines})
    return str(REFUSALS[code])
