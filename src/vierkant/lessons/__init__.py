"""Lessons: documented cases near to a cooperation, what went well and wrong there, and what to check."""

from __future__ import annotations

from vierkant.lessons.case_file import CaseFileError, read_case, write_case
from vierkant.lessons.catalogue import DocumentedCase, case, cases, checks, features_of
from vierkant.lessons.features import FEATURES, Features
from vierkant.lessons.inputs import OwnCase
from vierkant.lessons.nearest import nearest
from vierkant.lessons.results import LessonsResult

__all__ = [
    "FEATURES",
    "CaseFileError",
    "DocumentedCase",
    "Features",
    "LessonsResult",
    "OwnCase",
    "case",
    "cases",
    "checks",
    "features_of",
    "nearest",
    "read_case",
    "write_case",
]
