"""The baseline: what a partner spends now, from official figures, beside the municipalities of its size."""

from vierkant.baseline.assessment import assess_baseline, baselines
from vierkant.baseline.catalogue import Line, lines
from vierkant.baseline.municipal import baseline_of
from vierkant.baseline.outsourcing import outsourcing_of
from vierkant.baseline.proposals import proposals
from vierkant.baseline.results import (
    ArrangementHint,
    BaselineFigure,
    BaselinePartner,
    BaselineResult,
    BaselineTask,
    Filled,
    MunicipalBaseline,
    Outsourcing,
    OutsourcingSign,
    PartnerBaseline,
    Peers,
    Proposal,
    Reconciliation,
    Statement,
    Topic,
    Unfilled,
    YearAmount,
)

__all__ = [
    "ArrangementHint",
    "BaselineFigure",
    "BaselinePartner",
    "BaselineResult",
    "BaselineTask",
    "Filled",
    "Line",
    "MunicipalBaseline",
    "Outsourcing",
    "OutsourcingSign",
    "PartnerBaseline",
    "Peers",
    "Proposal",
    "Reconciliation",
    "Statement",
    "Topic",
    "Unfilled",
    "YearAmount",
    "assess_baseline",
    "baseline_of",
    "baselines",
    "lines",
    "outsourcing_of",
    "proposals",
]
