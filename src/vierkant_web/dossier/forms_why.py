"""The questions behind the four K's: why a partner takes part, expertise, indicators, the phone, counters and risks."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from vierkant_web.dossier.forms_asks import CONFIDENCES, Ask
from vierkant_web.dossier.forms_change import OPEN_CHOICE, ROLE
from vierkant_web.dossier.inputs import say_first, unit_word
from vierkant_web.dossier.inputs_numbers import CHANNEL_KINDS, COMMITMENTS, FOUR_KS

_POINTS = _("points")

MOTIVES = (
    Ask("costs", "whole", say_first("dossier.k_name.costs"), _("Cheaper, or able to carry what becomes dearer."),
        group=_("Divide 100 points"), unit=_POINTS, beside=True),
    Ask("quality", "whole", say_first("dossier.k_name.quality"), _("Better work, by people who know it well."),
        unit=_POINTS, beside=True),
    Ask("client_focus", "whole", say_first("dossier.k_name.client_focus"), _("Residents are helped sooner and better."),
        unit=_POINTS, beside=True),
    Ask("vulnerability", "whole", say_first("dossier.k_name.vulnerability"), _("Not stuck when one person is ill."),
        unit=_POINTS, beside=True),
    Ask("own", "whole", _("A goal of our own"), _("Something else that you want to reach."), unit=_POINTS,
        beside=True),
    Ask("own_goal", "long", _("What is your own goal?"), _("Only if you gave it points."),
        why=_("Who knows why each partner takes part, knows later whether it succeeded. Other aims are no problem;"
              " not knowing them is.")),
    Ask("commitment", "choice", _("How much do you want this cooperation?"), group=_("The cooperation itself"),
        choices=(OPEN_CHOICE, *COMMITMENTS), counts=True,
        why=_("A partner that only goes along needs something else than one that asked for it. If the partner that"
              " does the work for the others doubts, it rarely goes well.")),
    Ask("note", "long", _("Note"), more=True),
)  # fmt: skip

EXPERTISE = (
    Ask("name", "text", _("What must people master?"), _("For example: youth law, or data security."), required=True),
    Ask("needed", "whole", _("How many people must master it at each partner that does the work alone?"), default=1,
        unit=unit_word("persons"),
        why=_("With one specialist there is nobody to learn from and nobody to check the work.")),
    Ask("needed_together", "whole", _("And when you do it together?"), _("Leave empty if the number stays the same."),
        unit=unit_word("persons")),
    Ask("complex", "tick", _("This is a complex task"),
        hint=_("Then a partner with too few people cannot do it itself.")),
    Ask("minimum_hours", "figure", _("Hours a year that one person needs to stay skilled"),
        _("Leave empty if you do not know it."), unit=unit_word("hours_per_year"), more=True),
    Ask("minimum_cases", "figure", _("Cases a year that one person needs to stay skilled"),
        _("Leave empty if you do not know it."), more=True),
    Ask("confidence", "choice", _("How are the numbers of people known?"), choices=CONFIDENCES, default="assumed",
        more=True),
    Ask("source", "choice", _("Source of the numbers"), more=True),
    Ask("note", "long", _("Note"), more=True),
)  # fmt: skip

OWN_EXPERTISE = (
    Ask("people", "whole", _("How many people with you master this?"),
        _("Count people, not FTE. Write 0 if nobody does."), unit=unit_word("persons"), counts=True),
    Ask("hours", "figure", _("Hours a year that they spend on it"), _("All together."),
        unit=unit_word("hours_per_year"),
        why=_("Who does something only now and then, loses the skill.")),
    Ask("cases", "figure", _("Cases a year"), _("All together.")),
)  # fmt: skip


def indicators(partners: Mapping[str, str]) -> tuple[Ask, ...]:
    """By what people will see whether it became better."""
    return (
        Ask("name", "text", _("What do you measure?"), _("For example: share of permits on time."), required=True),
        Ask("k", "choice", _("Which K does it tell about?"), choices=FOUR_KS, default="quality", required=True),
        Ask("unit", "text", _("In which unit?"), _("For example: percent, days, or a mark."), maximum=80),
        Ask("higher_is_better", "tick", _("Higher is better"), default=True),
        Ask("baseline", "figure", _("What is the score now?"), counts=True, group=_("Now and later"), beside=True),
        Ask("measured_on", "day", _("Measured on which day?"), beside=True),
        Ask("target", "figure", _("Which score do you want?"), counts=True, beside=True),
        Ask("target_on", "day", _("By which day?"), beside=True),
        Ask("owner", "text", _("Who measures it?"), ROLE, counts=True,
            why=_("Without a score before the start nobody can say later whether it became better.")),
        Ask("partner", "choice", _("Of which partner is the score now?"),
            choices=(("", _("All partners together")), *partners.items()), more=True),
        Ask("note", "long", _("Note"), more=True),
    )  # fmt: skip


CHANNELS = (
    Ask("name", "text", _("Which phone line or counter is it?"), _("For example: the phone of civil affairs."),
        required=True),
    Ask("kind", "choice", _("How do people come?"), choices=CHANNEL_KINDS, default="phone", required=True),
    Ask("norm_seconds", "figure", _("Within how many seconds must people be helped?"),
        _("Leave empty to use the usual norm."), unit=unit_word("seconds"), beside=True),
    Ask("norm_share", "share", _("For which part of them?"), unit="%", beside=True),
    Ask("agents_together", "whole", _("How many people answer together?"),
        _("Leave empty if all who do it now go on."), unit=unit_word("persons"), group=_("Together"), beside=True),
    Ask("open_hours_together", "figure", _("How many hours a week are you open together?"),
        unit=unit_word("hours_per_week"), beside=True),
    Ask("spread", "share", _("How much longer does a contact take per further partner?"),
        _("Because people must know the rules of every partner. Leave empty to use the usual value."), unit="%",
        more=True),
    Ask("note", "long", _("Note"), more=True),
)  # fmt: skip

OWN_CHANNELS = (
    Ask("contacts", "figure", _("How many contacts are there in a busy hour?"),
        _("In the hour for which you plan people."), unit=unit_word("per_hour"), counts=True, beside=True),
    Ask("handling", "figure", _("How many seconds does one contact take?"), _("With the work after it."),
        unit=unit_word("seconds"), counts=True, beside=True),
    Ask("agents", "whole", _("How many people answer in that hour?"), unit=unit_word("persons"), counts=True,
        why=_("With contacts, time and people we work out how long people wait, alone and together.")),
    Ask("open_hours", "figure", _("How many hours a week are you open?"), unit=unit_word("hours_per_week"),
        beside=True),
    Ask("mark", "figure", _("Which mark do clients give?"), _("From 1 to 10."), beside=True),
)  # fmt: skip

COUNTERS = (
    Ask("name", "text", _("Which place is it?"), _("For example: town hall, or service point in the library."),
        required=True),
    Ask("open_hours", "figure", _("How many hours a week is it open now?"), unit=unit_word("hours_per_week"),
        counts=True, beside=True),
    Ask("open_hours_together", "figure", _("And when you work together?"),
        _("Write 0 if it closes. Leave empty if nothing changes."), unit=unit_word("hours_per_week"), beside=True),
    Ask("visits", "figure", _("How many visits are there a year?"),
        why=_("With this we say how many residents must travel further, and how far.")),
    Ask("latitude", "number", _("Latitude"), _("Between 50,5 and 53,8, for example 52,29."), more=True),
    Ask("longitude", "number", _("Longitude"),
        _("Between 3,2 and 7,4. Leave both empty: then we take the town hall."), more=True),
    Ask("note", "long", _("Note"), more=True),
)  # fmt: skip

RISKS = (
    Ask("name", "text", _("What may go wrong?"), _("For example: a claim, or a supplier that stops."), required=True),
    Ask("chance", "share", _("How likely is it in a year?"), unit="%", counts=True, group=_("Now"), beside=True),
    Ask("impact", "figure", _("What does it cost then?"), unit=unit_word("euro"), counts=True, beside=True),
    Ask("moves", "tick", _("This risk moves to the cooperation"),
        hint=_("Then all partners pay for it together, by the cost key."), group=_("Together")),
    Ask("chance_together", "share", _("How likely is it then?"), _("Leave empty if it stays the same."), unit="%",
        beside=True),
    Ask("impact_together", "figure", _("And what does it cost then?"), _("Leave empty if it stays the same."),
        unit=unit_word("euro"), beside=True),
    Ask("owner", "text", _("Who watches this risk?"), ROLE),
    Ask("source", "choice", _("Source of the figures"), more=True),
    Ask("note", "long", _("Note"), more=True),
)  # fmt: skip
