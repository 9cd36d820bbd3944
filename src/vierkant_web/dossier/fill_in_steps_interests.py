"""The steps behind interests: who pays, who decides, who wants what, and what it costs to leave."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vierkant_web.dossier.fill_in_step import Better, Step

INTEREST_STEPS = (
    Step(
        "key_design",
        "one",
        _("Design of the key"),
        _("How do you share the joint cost, and why like that? You design the key together."),
        optional=True,
        better=Better(
            "cost_sharing_designer",
            _("Design a key"),
            _("There you try out keys, and see at once who pays what and who would be better off alone."),
        ),
    ),
    Step(
        "key_inputs",
        "single",
        _("What each brings to the key"),
        _("What does each partner pay now, put in at the start and get from the state?"),
        more=_("Source and note"),
        optional=True,
        own_title=_("What we bring to the key"),
        own_lead=_("What do you pay now, and what do you expect? With it we work out what each key means for you."),
        shared_title=_("All partners"),
    ),
    Step(
        "products",
        "rows",
        _("Products and prices"),
        _("What do partners take in different quantities? Make the list together; each fills in how much it takes."),
        _("Add a product"),
        _("New product"),
        _("More about this product"),
        optional=True,
        own_title=_("What we take"),
        own_lead=_("How much of each product do you take a year? With it a key by use becomes fair."),
    ),
    Step(
        "coalition_costs",
        "one",
        _("Costs per combination"),
        _(
            "Did your controllers work out themselves what each combination of partners would cost? Then we use that. "
            "Otherwise we work it out from the tasks, and you can skip this."
        ),
        optional=True,
        better=Better(
            "cost_sharing_table",
            _("Read in the table with costs"),
            _("There you download a table with all combinations, fill it in and read it in again."),
        ),
    ),
    Step(
        "voting_rules",
        "rows",
        _("Voting rules"),
        _(
            "Do other rules count for some decisions than for others? The votes and the ordinary rule stand at the "
            "agreements."
        ),
        _("Add a voting rule"),
        _("New voting rule"),
        _("More about this rule"),
        optional=True,
    ),
    Step(
        "issues",
        "rows",
        _("Issues"),
        _("On what must you agree? Write each issue as a proposal; each partner then says what it wants."),
        _("Add an issue"),
        _("New issue"),
        _("More about this issue"),
        optional=True,
    ),
    Step(
        "positions",
        "single",
        _("What we want"),
        _(
            "Each partner fills this in alone. Nobody sees it until all are ready and it is opened at one moment."
        ),
        optional=True,
        own_title=_("What we want ourselves"),
        own_lead=_(
            "What you want of each issue you fill in on the page below. Here you say what may happen with it, and "
            "when you are ready."
        ),
        shared_title=_("All partners"),
        better=Better(
            "positions",
            _("See who is ready"),
            _("There you see who is ready, and after opening where you agree and where not."),
            own_name="positions_form",
            own_title=_("Fill in what we want of each issue"),
            own_text=_("For executive and council: for or against, how much it matters, and what you fear to lose."),
        ),
    ),
    Step(
        "pacts",
        "rows",
        _("Agreements to make"),
        _("Which agreements must still be made? What is needed before the decision, stands in its way until then."),
        _("Add an agreement to make"),
        _("New agreement to make"),
        _("More about this agreement"),
        optional=True,
    ),
    Step(
        "withdrawal_rule",
        "one",
        _("Rules for leaving"),
        _("What does the arrangement say about leaving? Agree on it while you are still friends."),
        optional=True,
    ),
    Step(
        "withdrawal_facts",
        "single",
        _("Effects of leaving"),
        _("What would it do to each partner to leave, and to who stays? What stays empty, we estimate."),
        more=_("More details"),
        optional=True,
        own_title=_("If we would leave"),
        own_lead=_(
            "You fill this in before you join, not because you want to leave. Who knows the price, can choose freely."
        ),
        shared_title=_("All partners"),
    ),
)  # fmt: skip
"""Under Belangen."""
