"""Which of the candidates is meant in this article: toponyms → places, each with its reason."""

from __future__ import annotations

from geo.gazetteer import Gazetteer
from geo.lexicon import Lexicon
from geo.model import Findings, Place, PlaceKind
from geo.places.anchoring import anchored_place, between, unplaced
from geo.places.lines import along
from geo.places.placing import placed
from geo.places.resolving import Chosen, Resolver
from geo.places.story import Story

__all__ = ["locate"]

_NEIGHBOURS = 100  # other places of the article that a candidate's distance is measured to


def locate(findings: Findings, gazetteer: Gazetteer, lexicon: Lexicon) -> tuple[Place, ...]:
    """Resolve every toponym of an article, one Place each; a name that cannot be placed has no coordinates.

    All mentions of a name mean one thing in an article, unless a feature word says otherwise.
    """
    toponyms, words = findings.toponyms, lexicon.places
    resolver = Resolver(toponyms, gazetteer, words, [sentence.first for sentence in findings.sentences])
    first = resolver.choices(None)
    firm = dict.fromkeys(
        c.candidate for c in first if isinstance(c, Chosen) and c.candidate.kind is not PlaceKind.COUNTRY
    )
    chosen = resolver.choices(tuple(firm)[:_NEIGHBOURS])
    places = [
        placed(toponym, found, gazetteer, words) if isinstance(found, Chosen) else unplaced(toponym, found)
        for toponym, found in zip(toponyms, chosen, strict=True)
    ]
    story = Story.of(toponyms, chosen, tuple(places), gazetteer, words)
    places = [along(number, story) for number in range(len(toponyms))]
    anchored = [
        place
        if isinstance(chosen[number], Chosen) or place.latitude is not None
        else anchored_place(number, findings, places, words)
        for number, place in enumerate(places)
    ]
    return tuple(between(number, toponyms, anchored) for number in range(len(toponyms)))
