"""The questions that depend on the dossier or come from the engine: the form, the agreements, our own numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.utils.html import escape
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vierkant_web.dossier.forms_asks import Ask, Choices
from vierkant_web.dossier.forms_numbers import write_number
from vierkant_web.dossier.inputs import KEY_BASES, Parameter, form_questions, unit_word
from vierkant_web.dossier.inputs_grip import MIDDLE_WEIGHT, WEIGHTS, Kind, forms_of

_EMPTY = ("", "–")


def form_answers(kind: Kind) -> tuple[Ask, ...]:
    """The questions about the form that fit the kind of cooperation, as the engine asks them; then the weights."""
    kinds = {"yes_no": "yes_no", "number": "whole", "choices": "choices"}
    asked = tuple(
        Ask(item.field, kinds[item.kind], item.text, item.explanation, item.why, choices=item.options,
            depends_on=item.depends_on, counts=not item.depends_on)
        for item in form_questions(kind)
    )  # fmt: skip
    weights = tuple(
        Ask(name, "score", label, text, choices=_WEIGHTS,
            group=_("How much does each of these weigh for you?") if number == 0 else "",
            why=_("We use this to put the forms that are possible in order.") if number == 0 else "")
        for number, (name, label, text) in enumerate(WEIGHTS)
    )  # fmt: skip
    return (*asked, *weights, Ask("note", "long", _("Note")))


def agreements(partners: Mapping[str, str], kind: Kind, chosen: str) -> tuple[Ask, ...]:
    """The questions about what was agreed; who pays and who decides are asked for every partner."""
    key = tuple(
        Ask(f"cost_key.{identifier}", "share", _("Share of %(partner)s") % {"partner": name}, unit="%",
            group=_("Who pays what?") if number == 0 else "")
        for number, (identifier, name) in enumerate(partners.items())
    )  # fmt: skip
    votes = tuple(
        Ask(f"votes.{identifier}", "whole", _("Votes of %(partner)s") % {"partner": name},
            group=_("Who decides?") if number == 0 else "")
        for number, (identifier, name) in enumerate(partners.items())
    )  # fmt: skip
    form = replace(_FORM[0], choices=(_EMPTY, *forms_of(kind, chosen)))
    centre = replace(_CENTRE, choices=(_EMPTY, *partners.items()))
    return (form, *_FORM[1:], centre, *key, *_MONEY, *votes, *_CONTROL)


_WEIGHTS: Choices = (
    ("", format_lazy(_("Ordinary ({number})"), number=MIDDLE_WEIGHT)),
    ("0", _("0: does not count")),
    ("1", _("1: hardly counts")),
    ("2", _("2: counts a little")),
    ("3", _("3: ordinary")),
    ("4", _("4: counts a lot")),
    ("5", _("5: counts most")),
)
_FORM = (
    Ask(
        "form",
        "choice",
        _("Which legal form do you choose?"),
        group=_("The form"),
        counts=True,
        hint=_(
            "Not sure yet? Answer the questions about the form first; under Form you see what is possible."
        ),
    ),
    Ask("other_form", "text", _("Or another form"), _("Only if your form is not in the list.")),
)
_CENTRE = Ask(
    "centre",
    "choice",
    _("Which partner does the work for the others?"),
    _("Only if one partner does so, such as a host municipality."),
    why=_("A partner that only half wants to is a great risk. We then ask how much it wants this itself."),
)
_MONEY = (
    Ask(
        "cost_key_basis",
        "choice",
        _("What are the shares based on?"),
        choices=(_EMPTY, *KEY_BASES),
        counts=True,
    ),
    Ask(
        "transition_budget",
        "figure",
        _("Budget for the transition"),
        _("Once, for all partners together."),
        unit=unit_word("euro"),
        counts=True,
        why=_("The first years cost extra. If nothing is set aside, the bill comes as a surprise."),
    ),
)
_CONTROL = (
    Ask("quota", "whole", _("How many votes are needed to decide?"), _("Leave empty for more than half.")),
    Ask(
        "information_terms",
        "long",
        _("How and when are the councils informed?"),
        group=_("How do you keep grip?"),
        counts=True,
        why=_("Most councils are dissatisfied with exactly this."),
    ),
    Ask("evaluation_on", "day", _("When do you evaluate?"), counts=True),
    Ask(
        "works_council_asked_on",
        "day",
        _("When was the works council asked for advice?"),
        group=_("The people"),
        counts=True,
        hint=_("Ask before the decision, while the advice can still change it."),
    ),
    Ask(
        "withdrawal_terms",
        "long",
        _("What if a partner wants to leave?"),
        group=_("If you part"),
        counts=True,
        why=_("The act asks for this. Agree on it while you are still friends."),
    ),
)


def parameter(item: Parameter) -> tuple[Ask, ...]:
    """The question whether the dossier has a number of its own, with the one that we use otherwise."""
    kind = "share" if item.is_share else "figure"
    return (Ask("value", kind, item.label, parameter_hint(item), unit=unit_word(item.unit)),)


def parameter_hint(item: Parameter) -> str:
    """What we use, between which values it probably lies, where it comes from and how sure it is."""

    def written(value: float | None) -> str:
        percent = item.is_share and value is not None
        return write_number(round(value * 100, 8) if percent and value is not None else value) + (
            "%" if percent else ""
        )

    words = [gettext("We use %(value)s.") % {"value": written(item.value)}]
    if item.low is not None and item.high is not None:
        words = [
            gettext("We use %(value)s, probably between %(low)s and %(high)s.")
            % {"value": written(item.value), "low": written(item.low), "high": written(item.high)}
        ]
    words.append(gettext("Source: %(source)s (%(year)s).") % {"source": item.source, "year": item.year})
    words.append(
        {"high": gettext("This is sure."), "medium": gettext("This is fairly sure.")}.get(
            item.certainty, gettext("This is unsure: your own number is welcome.")
        )
    )
    return escape(" ".join(words))  # the template shows a hint as it is
