"""What analysts correct: what they ask for, checked; the places they give; and claims as they are shown by it."""

from geo.corrections.applying import Corrections, context_of, names_a_place
from geo.corrections.asking import Asked, asked
from geo.corrections.giving import given_place
from geo.corrections.reading import read_corrections

__all__ = ["Asked", "Corrections", "asked", "context_of", "given_place", "names_a_place", "read_corrections"]
