"""What happened elsewhere with quality and service, and why saving alone is a weak motive; every line with its source.

Few cases, mostly judged by those who took part, and failures are reported more often: an indication, no forecast.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Experience:
    """One observation and where it was published."""

    text: Promise | str
    source: str
    url: str


MOTIVE = (
    Experience(
        _("A merger of civil services is not cheaper or better by itself."),
        "Berenschot 2018",
        "https://www.berenschot.nl/nieuws/2018-februari-onderzoek-ambtelijke-fusies",
    ),
    Experience(
        _("A cooperation with saving as its only goal is at risk; trust comes before the numbers."),
        "Journal of Public Health Management and Practice 2022",
        "https://jphmpdirect.com/2022/08/15/service-sharing-a-powerful-tool-for-public-health-transformation/",
    ),
    Experience(
        _(
            "A known pitfall: booking the saving from day one, without a starting budget, for the same service."
        ),
        "Berenschot 2020",
        "https://www.berenschot.nl/blog/meest-voorkomende-valkuilen-samenwerkingsverbanden",
    ),
)

QUALITY = (
    Experience(
        _("BAR (Barendrecht, Albrandswaard, Ridderkerk), after two years: the quality of the staff went up, "
          "and the work became less vulnerable."),
        "Rekenkamer 2015",
        "https://rekenkamer.rotterdam.nl/onderzoeken/samen-en-nog-steeds-apart-2/",
    ),
    Experience(
        _("HLTsamen, after three years: the workload went up because three executives want different things, "
          "and two councils found the documents insufficient."),
        "De Teyding 2019",
        "http://www.deteyding.nl/hltsamen-levert-wel-besparingen-maar-nog-geen-verbeteringen-op/",
    ),
)  # fmt: skip

CLIENT_FOCUS = (
    Experience(
        _("HLTsamen, after three years: the service stayed equal, it did not get better."),
        "De Teyding 2019",
        "http://www.deteyding.nl/hltsamen-levert-wel-besparingen-maar-nog-geen-verbeteringen-op/",
    ),
    Experience(
        _(
            "BAR, after two years: the service to residents of Barendrecht was worse; later reports see progress."
        ),
        "Rekenkamer 2015",
        "https://rekenkamer.rotterdam.nl/onderzoeken/samen-en-nog-steeds-apart-2/",
    ),
    Experience(
        _("BUCH (Bergen, Uitgeest, Castricum, Heiloo), after three years: first a dip, then a rising line."),
        "Berenschot 2020",
        "https://5dok.net/document/y6e9kx95-buch-gemeenten-samen-in-zee.html",
    ),
    Experience(
        _(
            "Research into civil service mergers in the whole country: the service did not get better by itself."
        ),
        "Reformatorisch Dagblad 2018",
        "https://www.rd.nl/vandaag/binnenland/ambtelijke-fusie-gemeenten-is-veel-gedoe-1.1464100",
    ),
)

NORMS = (
    Experience(
        _("Tilburg aimed for 70% of the calls answered within 30 seconds (2020)."),
        "Programmabegroting Tilburg 2020",
        "https://programmabegroting-2020.tilburg.nl/p22471/10-overzicht-servicenormen",
    ),
    Experience(
        _(
            "The BEL municipalities answered 77% within 30 seconds, 23 seconds on average (first quarter of 2024)."
        ),
        "BEL-gemeenten 2024",
        "https://www.laren.nl/Nieuws/Nieuwsberichten/Servicenormen_dienstverlening",
    ),
)

VULNERABILITY = (
    Experience(
        _("Less vulnerable work is what improves most often, also in cooperations that later ended: "
          "HLTsamen, BAR and Drechtsteden report it."),
        "Rekenkamer 2015",
        "https://rekenkamer.rotterdam.nl/onderzoeken/samen-en-nog-steeds-apart-2/",
    ),
)  # fmt: skip
