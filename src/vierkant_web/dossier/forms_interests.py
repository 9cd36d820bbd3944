"""The questions of interests: who pays, who decides, who wants what, and what it costs to leave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy as _

from vierkant_web.dossier.forms_asks import Ask, Choices
from vierkant_web.dossier.forms_change import OPEN_CHOICE, ROLE
from vierkant_web.dossier.inputs import unit_word
from vierkant_web.dossier.inputs_change import Lists
from vierkant_web.dossier.inputs_interests import HANDLINGS, INGREDIENTS, KEY_KINDS, METHODS, WEIGHTS

_EURO_PER_YEAR = unit_word("euro_per_year")
_EURO = unit_word("euro")
_YES_NO: Choices = (("yes", _("Yes")), ("no", _("No")))


def _weights() -> Iterator[Ask]:
    for number, (name, label) in enumerate(WEIGHTS):
        yield Ask(
            name, "percent", label, unit="%", beside=True,
            group="" if number else _("Only for a mixed key: how much does each ingredient weigh, together 100%?"),
        )  # fmt: skip


KEY_DESIGN = (
    Ask("key", "choice", _("Which key do you propose?"),
        _("Not sure yet? Leave this open and look at the keys side by side first, under Interests."),
        choices=(OPEN_CHOICE, *KEY_KINDS), counts=True, group=_("The key"),
        why=_("The key decides what each partner pays, year after year. Choose it before it is about real money.")),
    Ask("reason", "long", _("Why this key?"),
        _("In words that a council member can repeat. For example: who has more applications, pays more."), counts=True,
        why=_("In ten years others sit at the table. Only what was written down still counts then.")),
    Ask("accepted", "choices", _("With which ingredients can all partners live?"),
        _("Tick nothing if you did not talk about it yet: then all of them count."), choices=INGREDIENTS,
        why=_("We look for the simplest key made of these with which nobody is better off alone.")),
    *_weights(),
    Ask("fixed_share", "percent", _("Which part does everybody pay equally?"),
        _("Only for a key with a fixed part and use."), unit="%", group=_("Only for some keys")),
    Ask("base_by", "choice", _("How is the base package divided?"), _("Only for a base package with plus packages."),
        choices=(OPEN_CHOICE, *INGREDIENTS)),
    Ask("growing_in_years", "whole", _("In how many years do you grow towards the key?"),
        _("0 means: at once. Each year a step, from what a partner pays now to what the key asks."), counts=True,
        unit=unit_word("years"), group=_("Over time"),
        why=_("Who suddenly pays much more, says no. With a few years of growing in, a budget can follow.")),
    Ask("recalibrate_years", "whole", _("After how many years do you look at the key again?"), counts=True,
        unit=unit_word("years"),
        why=_("Municipalities grow and shrink. A key that nobody looks at again becomes unfair by itself.")),
)  # fmt: skip

KEY_INPUTS = (
    Ask("today", "figure", _("What do you pay for this now?"),
        _("A year. Leave empty to take what stands at your tasks."), unit=_EURO_PER_YEAR,
        why=_("Every key is laid beside this: so you see who goes up and who goes down.")),
    Ask("historic", "figure", _("What did you put in at the start?"),
        _("Staff and budget, a year. Leave empty to take what stands at your tasks."), unit=_EURO_PER_YEAR),
    Ask("grant", "figure", _("How much do you get from the state for these tasks?"),
        _("A year, from the gemeentefonds or a specific grant."), unit=_EURO_PER_YEAR, counts=True,
        why=_("A key by the national grant fits well when the state changes the money for the task.")),
    Ask("growth", "growth", _("How much will you grow or shrink in ten years?"),
        _("In residents and use. Write a minus in front when you shrink."), unit="%", counts=True,
        why=_("We try every key with it: a key that is fair now may no longer be so then.")),
    Ask("source", "choice", _("Source of the numbers"), more=True),
    Ask("note", "long", _("Note"), more=True),
)  # fmt: skip

PRODUCTS = (
    Ask("name", "text", _("Which product or service is it?"), _("For example: permit, or hour of inspection."),
        required=True),
    Ask("unit", "text", _("In what do you count it?"), _("For example: decisions, hours, days."), maximum=80,
        beside=True),
    Ask("price", "figure", _("What does one cost?"), unit=_EURO, beside=True, counts=True,
        why=_("Price times quantity is the use of each partner. Without a price it does not count along.")),
    Ask("plus", "tick", _("This is a plus package"), hint=_("Only who takes it pays for it.")),
    Ask("note", "long", _("Note"), more=True),
)  # fmt: skip

OWN_PRODUCTS = (
    Ask("quantity", "figure", _("How much do you take a year?"),
        _("In the unit of this product. Write 0 if you do not take it."), counts=True),
)  # fmt: skip

COALITION_COSTS = (
    Ask("source", "choice", _("Where do these costs come from?")),
    Ask("year", "whole", _("Of which year are they?")),
    Ask("note", "long", _("How did you work them out?"), counts=True,
        why=_("Your own costs take the place of ours everywhere. Others must be able to follow them.")),
)  # fmt: skip


def voting_rules(partners: Mapping[str, str]) -> tuple[Ask, ...]:
    """When each kind of decision is taken."""
    names = tuple(partners.items())
    return (
        Ask("name", "text", _("For which decisions is this rule?"),
            _("For example: budget and accounts, or joining. Not leaving: others may not have to consent to that."),
            required=True),
        Ask("unanimous", "tick", _("All partners must agree"),
            hint=_("Then every partner can stop it by itself.")),
        Ask("quota", "whole", _("How many votes are needed?"),
            _("Leave empty to take the part of the votes below, or else the ordinary number."), beside=True,
            group=_("What must be met"),
            why=_("All that you fill in must be met together. We count how much say each partner has left then.")),
        Ask("votes_share", "percent", _("Or which part of the votes?"), _("Exactly half is never enough."), unit="%",
            beside=True),
        Ask("members", "whole", _("How many partners must be in favour?"), beside=True),
        Ask("residents_share", "percent", _("With which part of the residents?"),
            _("The partners in favour together have at least this part."), unit="%", beside=True),
        Ask("must_agree", "choices", _("Without whom can it not be decided?"), choices=names),
        Ask("quorum_members", "whole", _("How many partners must be present?"),
            _("Who is against may stay away. Then there may be no decision at all."), more=True),
        Ask("casting_vote", "choice", _("Whose chair decides when the votes are equal?"),
            choices=(OPEN_CHOICE, *names), more=True),
        Ask("note", "long", _("Note"), more=True),
    )  # fmt: skip


def issues(lists: Lists) -> tuple[Ask, ...]:
    """What the partners must agree on."""
    return (
        Ask("name", "text", _("What is the issue?"), _("For example: the counters, or where people work."),
            required=True),
        Ask("proposal", "long", _("What would you agree?"),
            _("One sentence that one can be for or against. For example: the counter stays open in every town."),
            counts=True,
            why=_("About a word everybody thinks something else. About a proposal you can be for or against.")),
        Ask("voting_rule", "choice", _("By which voting rule is it decided?"),
            choices=(("", _("The ordinary rule")), *lists.rules),
            why=_("With it we count how many partners you still need, and which.")),
        Ask("note", "long", _("Note"), more=True),
    )  # fmt: skip


POSITIONS = (
    Ask("handling", "choice", _("What may happen with your answers when all open them?"),
        _("Share: all partners read them, also those who share nothing. Guide: only the guide outside the line reads"
          " them, and looks for agreements that suit all. Private: nobody reads them. Mind: a request under the Woo"
          " (Wet open overheid, article 4.1) may still reach them, whatever you choose. That this act applies to"
          " municipalities is fairly certain; what must then be made public was not checked against the text of the"
          " act."),
        choices=HANDLINGS, default="private", group=_("Opening together"),
        why=_("All answers open at the same moment: nobody can adjust its own to those of the others. After that nobody"
              " changes an answer until a new round begins.")),
    Ask("ready", "tick", _("We are ready: ours may be opened with those of the others"), counts=True,
        hint=_("The others see that you are ready, and nothing else. You can still change it until all is opened.")),
)  # fmt: skip


def pacts(partners: Mapping[str, str], lists: Lists) -> tuple[Ask, ...]:
    """Agreements that still have to be made."""
    return (
        Ask("name", "text", _("What must be agreed?"), _("For example: opening hours of the three counters."),
            required=True),
        Ask("text", "long", _("What was agreed, or what must be?"), counts=True),
        Ask("issue", "choice", _("To which issue does it belong?"), choices=(OPEN_CHOICE, *lists.issues)),
        Ask("between", "choices", _("Between which partners?"), _("Tick nothing when it is between all of them."),
            choices=tuple(partners.items())),
        Ask("before_decision", "tick", _("This must be agreed before the decision"), default=True,
            hint=_("While it is open, it stands in the way of the decision."),
            why=_("What is left for later, comes back as a conflict when everybody is already bound.")),
        Ask("owner", "text", _("Who takes care of it?"), ROLE, counts=True, group=_("Who, when, how much")),
        Ask("due", "day", _("Before which day?"), counts=True, beside=True),
        Ask("hours", "figure", _("How many hours does it take?"), unit=unit_word("hours"), beside=True),
        Ask("euros", "figure", _("What does it cost?"), unit=_EURO, beside=True),
        Ask("done", "tick", _("This was agreed")),
    )  # fmt: skip


_TAPER = _("Only when the contribution falls year by year")

WITHDRAWAL_RULE = (
    Ask("stated", "yes_no", _("Does the text say what happens when a partner leaves?"),
        _("The conditions and the consequences, also for money."), choices=_YES_NO, counts=True,
        group=_("What the text says"),
        why=_("The act asks for it (Wgr, article 9, paragraph 1). Without it you argue about it when you part.")),
    Ask("needs_consent", "yes_no", _("Must others consent before a partner may leave?"),
        choices=_YES_NO, why=_("Leaving may not depend on consent: that is one of the rules we look at.")),
    Ask("article", "text", _("In which article does it stand?"), maximum=120),
    Ask("method", "choice", _("How is the sum counted that who leaves must pay?"),
        _("Leave open when the text says nothing: then we show what courts accepted."),
        choices=(OPEN_CHOICE, *METHODS), counts=True, group=_("The sum"),
        why=_("The price of leaving stands beside the figures from the start. So nobody is caught by it later.")),
    Ask("taper_years", "whole", _("In how many years does the contribution fall?"), unit=unit_word("years"),
        group=_TAPER, beside=True),
    Ask("taper_first", "percent", _("Which part is paid in the first year?"), unit="%", beside=True),
    Ask("taper_step", "percent", _("How much less is it every year?"), unit="%", beside=True),
    Ask("multiple", "number", _("How many times the yearly contribution?"), group=_("Only for the other ways"),
        beside=True),
    Ask("fixed_sum", "figure", _("Which fixed sum?"), unit=_EURO, beside=True),
    Ask("bridging_years", "whole", _("Over how many years does real damage count?"), unit=unit_word("years")),
    Ask("notice_months", "whole", _("How many months before must a partner say that it leaves?"),
        unit=unit_word("months"), group=_("How it goes"), counts=True),
    Ask("plan_required", "yes_no", _("Must the board make a plan for the leaving first?"), choices=_YES_NO),
    Ask("staff_follows", "yes_no", _("Does who leaves take over its part of the staff?"), choices=_YES_NO, counts=True,
        why=_("For the employees this is the difference between moving along and losing their place.")),
    Ask("assets_shared", "yes_no", _("Does who leaves share in assets and debts?"), choices=_YES_NO),
    Ask("fixed_cost", "figure", _("Which cost a year does not fall when a partner leaves?"),
        _("Housing, systems, management."), unit=_EURO_PER_YEAR, counts=True, group=_("What the organisation has"),
        why=_("This is what who stays must pay together, when nobody makes up for it.")),
    Ask("staff_fte", "figure", _("How many FTE does the organisation have?"), unit=unit_word("fte"), beside=True),
    Ask("assets", "figure", _("What are its assets?"), unit=_EURO, beside=True),
    Ask("debts", "figure", _("What are its debts?"), unit=_EURO, beside=True),
    Ask("note", "long", _("Note"), more=True),
)  # fmt: skip

WITHDRAWAL_FACTS = (
    Ask("contribution", "figure", _("What do you pay a year?"),
        _("Leave empty to take your share of the joint cost."), unit=_EURO_PER_YEAR, group=_("For the organisation")),
    Ask("fixed_cost", "figure", _("Which part of the cost that does not fall do you bear?"),
        _("Leave empty to take your share."), unit=_EURO_PER_YEAR),
    Ask("mitigation", "share", _("Which part of it can the organisation get rid of, every year again?"),
        _("By moving, ending contracts, people who leave by themselves."), unit="%", counts=True,
        why=_("Courts ask of who stays to limit the damage. The faster that goes, the lower the sum.")),
    Ask("staff_fte", "figure", _("How many FTE work for you?"), unit=unit_word("fte"), counts=True, beside=True,
        group=_("People and contracts")),
    Ask("redundant_staff", "figure", _("What does it cost when they find no other place?"), _("Once."), unit=_EURO,
        beside=True),
    Ask("contracts", "figure", _("What do contracts cost that run on?"), _("Once."), unit=_EURO, beside=True),
    Ask("assets_share", "figure", _("Which part of the assets is yours?"), unit=_EURO, more=True),
    Ask("debts_share", "figure", _("Which part of the debts is yours?"), unit=_EURO, more=True),
    Ask("alone_cost", "figure", _("What would it cost a year to do it alone again?"),
        _("Leave empty to take what stands at your tasks."), unit=_EURO_PER_YEAR, group=_("For yourself")),
    Ask("restart_cost", "figure", _("What does it cost to start up again?"),
        _("Once: systems, finding people, housing."), unit=_EURO, counts=True,
        why=_("Leaving costs more than the sum in the text. So you know beforehand from which year it pays off.")),
    Ask("source", "choice", _("Source of the numbers"), more=True),
    Ask("note", "long", _("Note"), more=True),
)  # fmt: skip
