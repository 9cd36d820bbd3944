"""How easily a text reads, by a formula. An indication only: it counts syllables and words, and knows no meaning.

Dutch: W.H. Douma (1960), the formula of Flesch for Dutch: 206.84 − 0.77 × syllables per 100 words − 0.93 × words per
sentence. English: R. Flesch (1948), Journal of Applied Psychology 32: 206.835 − 84.6 × syllables per word − 1.015 ×
words per sentence. Higher reads easier. See ``docs/methods/guidance.md`` for what the threshold is worth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vierkant.terms import Language

PLAIN = 60.0
"""From here a text is called plain: Flesch's class "standard" and easier. There is no official bound for B1."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_END = re.compile(r"[.!?](?=\s|$|[\"”')])|\n\s*\n|\n(?=\s*- )")
_DUTCH = re.compile(
    r"eau|ea(?=m)|aai|ooi|oei|eeu|ieu|uw(?=[aeiou])|ij|aa|ee|oo|uu|ie|oe|eu|ui|ei|au|ou|ai|oi|[aeiouyàáâäèéêëìíîïòóôöùúûü]"
)
"""Letters that sound as one in Dutch; a vowel with two dots begins a syllable of its own, since it is in no pair."""
_ENGLISH = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouycgshxz]es|[^dtaeiouy]ed|[^laeiouy]e|[aeiouy]le|[aeiouy]les)$")
"""Endings of English words whose e is silent."""


def reading_ease(text: str, language: Language) -> float:
    """The reading ease of a text: about 0 (very hard) to 100 (very easy), and beyond in short texts.

    Raises:
        ValueError: the text has no word.
    """
    words = _WORD.findall(text)
    if not words:
        raise ValueError("no words")
    sentences = sum(1 for _ in _sentences(text))
    per_word = sum(syllables(word, language) for word in words) / len(words)
    per_sentence = len(words) / sentences
    if language == "nl":
        return 206.84 - 77 * per_word - 0.93 * per_sentence
    return 206.835 - 84.6 * per_word - 1.015 * per_sentence


def is_plain(text: str, language: Language) -> bool:
    """Whether the reading ease is `PLAIN` or more."""
    return reading_ease(text, language) >= PLAIN


def syllables(word: str, language: Language) -> int:
    """Syllables of one word by rule, at least one. Wrong for some words, little on average over a text."""
    lower = word.casefold()
    if language == "nl":
        return max(1, len(_DUTCH.findall(lower)))
    count = len(_ENGLISH.findall(lower))
    if count > 1 and _SILENT.search(lower):
        count -= 1
    return max(1, count)


def _sentences(text: str) -> Iterator[str]:
    """Parts between the ends of sentences that hold a word; a line of a list is a sentence of its own."""
    for part in _END.split(text):
        if _WORD.search(part):
            yield part
