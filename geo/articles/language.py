"""In which language an article is written: English is told by its function words, others by py3langid."""

from __future__ import annotations

import re

from geo.model import Article

ENGLISH = "en"
SAMPLE = 4000  # characters that are looked at
FEWEST_LETTERS = 60  # less cannot be told apart, and counts as English
# Of English news between 25 and 40 % of words are among these; of other languages under 8 % on whole paragraphs.
FUNCTION_WORDS = frozenset(
    {"the", "of", "and", "to", "that", "with", "for", "from", "by", "was", "were", "has", "have", "had", "been"}
    | {"said", "its", "it", "on", "at", "as", "are", "which", "their", "after", "this", "they", "he", "who", "not"}
    | {"but", "be", "will", "about", "would", "there", "when", "into", "over", "an"}
)
ENGLISH_SHARE = 0.2
MARGIN = 10.0  # by how much (natural log) another language must be likelier than English

_WORD = re.compile(r"[^\W\d_]+")


def language(article: Article) -> str:
    """Return the ISO 639-1 (or, where there is none, 639-3) code of the article's language; "en" if it cannot be told.

    py3langid is loaded only for a text whose share of English function words is low.
    """
    sample = article.text[:SAMPLE]
    words = _WORD.findall(sample.lower())
    if sum(map(len, words)) < FEWEST_LETTERS:
        return ENGLISH
    if sum(word in FUNCTION_WORDS for word in words) >= ENGLISH_SHARE * len(words):
        return ENGLISH
    return _likeliest(sample)


def is_english(article: Article) -> bool:
    """Tell whether the article can be read with the English lexicon."""
    return language(article) == ENGLISH


def _likeliest(sample: str) -> str:
    import py3langid  # noqa: PLC0415 - 0.9 s and 130 MB that a folder of English articles never needs

    scores = {str(code): float(score) for code, score in py3langid.rank(sample)}
    best = max(scores, key=lambda code: (scores[code], code))
    return best if scores[best] - scores[ENGLISH] > MARGIN else ENGLISH
