"""An assessment as text: the human side first, what it means before what it counts, and what to do next.

Works on the plain JSON form of the assessment, as stored and as printed by ``--json``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vierkant.business_case.charts import CHARTS
from vierkant.command_line.page import Page
from vierkant.command_line.words import say
from vierkant.dossier.problems import section_word
from vierkant.quantities import Level, Unit
from vierkant.terms import Language, enumeration, exists, number, plain_number, render

Plain = Mapping[str, Any]

MOST_STEPS = 12
MOST_MISSING = 12
_VERDICT_LEVEL = {
    "admissible": Level.GREEN,
    "admissible_with_conditions": Level.AMBER,
    "excluded": Level.RED,
    "undecided": Level.UNKNOWN,
}
_FORM_ORDER = ("admissible", "admissible_with_conditions", "undecided", "excluded")


def write_summary(page: Page, assessment: Plain, dates: Plain, language: Language) -> None:
    """All parts of the summary, in the order in which people should read them."""
    writer = _Writer(page, language)
    writer.title(assessment)
    writer.people(assessment)
    writer.blocks(assessment)
    writer.four_ks(assessment)
    writer.money(assessment)
    writer.form(assessment)
    writer.power(assessment)
    writer.dates(dates)
    writer.assumed(assessment)
    writer.missing(assessment)
    writer.steps(assessment, dates)
    page.lines.append("")
    page.text(
        say(
            "summary.made_with",
            language,
            version=assessment["engine_version"],
            draws=plain_number(assessment["draws"], 0, language),
            seed=assessment["seed"],
            day=assessment["rules_on"],
        )
    )


def next_steps(assessment: Plain, dates: Plain) -> Iterator[tuple[str | None, Plain]]:
    """What can be done now, with its stumbling block: for every red finding, then for every amber one, each once."""
    findings = [(block["id"], finding) for block in assessment["blocks"] for finding in block["findings"]]
    findings += [(None, finding) for finding in dates["findings"]]
    seen: set[str] = set()
    for level in (Level.RED, Level.AMBER):
        for block, finding in findings:
            action = finding["action"]
            key = repr(action)
            if finding["level"] == level.value and action is not None and key not in seen:
                seen.add(key)
                yield block, action


class _Writer:
    def __init__(self, page: Page, language: Language) -> None:
        self.page = page
        self.language: Language = language

    def say(self, name: str, /, **arguments: str | int) -> str:
        return say(f"summary.{name}", self.language, **arguments)

    def render(self, message: Plain) -> str:
        return render(message, self.language)

    def number(self, value: float | None, unit: str, decimals: int = 0) -> str:
        return number(value, Unit(unit), decimals, self.language)

    def computed(self, item: Plain) -> str:
        """A number with its label, and its range when it has one; the unit once, at the end."""
        bounds = (item["value"], item["low"], item["high"])
        value, low, high = (self.number(bound, item["unit"], item["decimals"]) for bound in bounds)
        if item["low"] is not None and item["high"] is not None and item["low"] != item["high"]:
            unit = f"quantities.unit.{item['unit']}"
            ending = f" {render(unit, self.language)}" if exists(unit) else ""
            if ending and value.endswith(ending):
                value, low, high = (text.removesuffix(ending) for text in (value, low, high))
                value = self.say("range", value=value, low=low, high=high) + ending
            else:
                value = self.say("range", value=value, low=low, high=high)
        return self.say("fact", label=self.render(item["label"]), value=value)

    def title(self, assessment: Plain) -> None:
        language = self.language
        self.page.heading(assessment["name"] or self.say("nameless"))
        words = [
            render(f"dossier.kind.{assessment['kind']}", language),
            render(f"dossier.stage.{assessment['stage']}", language),
        ]
        if assessment["start_year"] is not None:
            words.append(self.say("start", year=assessment["start_year"]))
        self.page.text(" · ".join(words))
        partners = [
            self.say("partner", name=item["name"], residents=self.number(item["residents"], "residents"))
            if item["residents"] is not None
            else item["name"]
            for item in assessment["partners"]
        ]
        self.page.text(enumeration(partners, language) if partners else self.say("no_partners"))
        if assessment["goal"]:
            self.page.text(assessment["goal"])

    def people(self, assessment: Plain) -> None:
        people = assessment["people"]
        self.page.heading(self.say("people"))
        self.page.level(Level(people["level"]), self.render(people["headline"]))
        for name in ("people", "hours_needed", "hours_reserved", "euros_needed", "euros_reserved"):
            if people[name] is not None:
                self.page.text(self.computed(people[name]), indent=2, mark="- ")
        small = [group for group in people["groups"] if group["small"]]
        for group in people["groups"]:
            if group["small"]:
                continue
            size = self.number(group["size"], "persons")
            text = self.say("group", name=group["name"], size=size, text=self.render(group["headline"]))
            self.page.level(Level(group["level"]), text, indent=2)
        if small:
            self.page.text(self.say("small_groups", number=len(small)), indent=2)
        if not people["groups"]:
            self.page.text(self.say("no_groups"), indent=2)

    def blocks(self, assessment: Plain) -> None:
        self.page.heading(self.say("blocks"))
        for block in assessment["blocks"]:
            name = render(f"dossier.block_name.{block['id']}", self.language)
            self._standing(name, block)
            for finding in block["findings"]:
                if finding["level"] in (Level.RED.value, Level.AMBER.value):
                    self.page.level(Level(finding["level"]), self._finding(finding), indent=4)
            open_measures = [item for item in block["measures"] if not item["done"]]
            if open_measures:
                text = self.say(
                    "measures",
                    number=len(open_measures),
                    hours=self.number(block["hours"], "hours"),
                    euros=self.number(block["euros"], "euro"),
                )
                self.page.text(text, indent=4)

    def _finding(self, finding: Plain) -> str:
        text = self.render(finding["text"])
        source = finding["source"]
        # Our own method papers are for whoever asks how; a source elsewhere is for whoever asks who says so.
        if source is None or source.startswith("docs/"):
            return text
        return f"{text} ({self.say('source', source=source)})"

    def _standing(self, name: str, item: Plain) -> None:
        level = Level(item["level"])
        word = render(f"quantities.level.{level.value}", self.language)
        name = name[:1].upper() + name[1:]
        self.page.level(level, f"{name} – {word}. {self.render(item['headline'])}", indent=0)

    def four_ks(self, assessment: Plain) -> None:
        self.page.heading(self.say("four_ks"))
        for standing in assessment["four_ks"]:
            self._standing(render(f"dossier.k_name.{standing['id']}", self.language), standing)
            for fact in standing["facts"]:
                self.page.text(self.computed(fact), indent=4, mark="- ")

    def money(self, assessment: Plain) -> None:
        self.page.heading(self.say("money"))
        case = assessment["business_case"]
        if case is None:
            self.page.text(self.say("no_money"))
            for item in assessment["business_case_missing"]:
                self.page.text(self.render(item["what"]), indent=2, mark="- ")
            return
        self._outcome(self.say("total"), case["total"], full=True)
        for partner in case["partners"]:
            self._outcome(partner["name"], partner["outcome"], full=False)
        for name in ("waterfall", "alternatives"):
            for message in CHARTS[name](case, self.language).summary:
                self.page.text(render(message, self.language))

    def _outcome(self, name: str, outcome: Plain, *, full: bool) -> None:
        self.page.text(name)
        shown = ["baseline", "structural", "npv_10", "negative_npv_10", "peak_funding"]
        for key in shown if full else shown[1:4]:
            self.page.text(self.computed(outcome[key]), indent=2, mark="- ")
        payback = outcome["payback"]["computed"]
        if full and payback is not None:
            self.page.text(self.computed(payback), indent=2, mark="- ")

    def form(self, assessment: Plain) -> None:
        self.page.heading(self.say("form"))
        advice = assessment["legal_form"]
        agreed = assessment["agreed_form"]
        if agreed:
            known = f"legal_form.form.{agreed}.name"
            self.page.text(self.say("agreed", form=render(known, self.language) if exists(known) else agreed))
        for form in sorted(advice["forms"], key=lambda item: _FORM_ORDER.index(item["verdict"])):
            self._form(form)
        for finding in advice["contradictions"]:
            self.page.level(Level(finding["level"]), self.render(finding["text"]))
        if advice["open_questions"]:
            self.page.text(self.say("questions"))
            for item in advice["open_questions"][:3]:
                self.page.text(self.render(item["question"]["text"]), indent=2, mark="- ")

    def _form(self, form: Plain) -> None:
        """The verdict, with the heaviest reason of a form that is not possible and what does not suit."""
        text = self.say("verdict", name=self.render(form["name"]), text=self.render(form["verdict_text"]))
        level = _VERDICT_LEVEL[form["verdict"]]
        is_unsuited = form["mismatches"] and level is Level.GREEN
        self.page.level(Level.AMBER if is_unsuited else level, text)
        reasons = [reason for reason in form["reasons"] if reason["effect"] == "exclude"]
        for reason in reasons[:1]:
            articles = ", ".join(reason["articles"])
            self.page.text(f"{self.render(reason['text'])} ({articles})", indent=4, mark="- ")
        for finding in form["mismatches"]:
            self.page.text(self.render(finding["text"]), indent=4, mark="- ")

    def power(self, assessment: Plain) -> None:
        voting = assessment["voting"]
        if voting is None:
            return
        self.page.heading(self.say("power"))
        self.page.level(Level(voting["level"]), self.render(voting["headline"]))
        total = plain_number(voting["total_votes"], 0, self.language)
        for partner in voting["partners"]:
            votes = plain_number(partner["votes"], 0, self.language)
            self.page.text(
                self.say("votes", name=partner["name"], votes=votes, total=total), indent=2, mark="- "
            )
            if partner["power"] is not None:
                self.page.text(self.computed(partner["power"]), indent=4)

    def dates(self, dates: Plain) -> None:
        self.page.heading(self.say("deadlines"))
        if not dates["deadlines"]:
            self.page.text(self.say("no_deadlines"))
        for item in dates["deadlines"]:
            kind = render(f"dossier.deadline.{item['kind']}", self.language)
            name = "deadline" if item["text"] else "deadline_bare"
            arguments = {"date": item["on"], "kind": kind}
            text = self.say(name, **arguments, **({"text": item["text"]} if item["text"] else {}))
            self.page.level(Level(item["level"]), f"{text} – {self._distance(item['days'])}")

    def _distance(self, days: int) -> str:
        if days in (-1, 0, 1):
            return self.say({-1: "yesterday", 0: "today", 1: "tomorrow"}[days])
        return self.say("in_days", days=days) if days > 0 else self.say("days_ago", days=-days)

    def assumed(self, assessment: Plain) -> None:
        self.page.heading(self.say("assumed"))
        counts = Counter(item["section"] for item in assessment["assumed"])
        if not counts:
            self.page.text(self.say("nothing_assumed"))
            return
        text = self.say("assumed_count", number=counts.total(), sourced=assessment["figures_with_source"])
        self.page.text(text)
        for section, count in counts.items():
            words = self.say("section_count", section=section_word(section, self.language), number=count)
            self.page.text(words, indent=2, mark="- ")

    def missing(self, assessment: Plain) -> None:
        self.page.heading(self.say("missing"))
        items = assessment["missing"]
        for item in items[:MOST_MISSING]:
            what = self.render(item["what"])
            stop = "" if what.endswith((".", "!", "?")) else "."
            self.page.text(f"{what}{stop} {self.render(item['cost'])}", mark="- ")
        self._more(items, MOST_MISSING)
        if not items:
            self.page.text(self.say("nothing_missing"))

    def _more(self, items: Sequence[Any], shown: int) -> None:
        if len(items) > shown:
            self.page.text(self.say("more", number=len(items) - shown), indent=2)

    def steps(self, assessment: Plain, dates: Plain) -> None:
        self.page.heading(self.say("steps"))
        steps = list(next_steps(assessment, dates))
        for count, (block, action) in enumerate(steps[:MOST_STEPS], 1):
            name = render(f"dossier.block_name.{block}", self.language) if block else ""
            where = f"{name[:1].upper()}{name[1:]}: " if name else ""
            self.page.text(f"{where}{self.render(action)}", mark=f"{count:2}. ")
        self._more(steps, MOST_STEPS)
        if not steps:
            self.page.text(self.say("nothing_to_do"))
        if assessment["form_steps"]:
            self.page.lines.append("")
            self.page.text(self.say("for_form"))
            for item in assessment["form_steps"]:
                self.page.text(self.render(item["title"]), mark=f"{item['number']:2}. ")
