"""The order, in one place: read → find → locate → assemble → save → layer → draw."""

from __future__ import annotations

from geo.pipeline.archives import Funnel
from geo.pipeline.building import BuildReport, Foreign, build
from geo.pipeline.correcting import CorrectionReport, Listed, correct, correct_from, corrections_of, undo
from geo.pipeline.exporting import Progress
from geo.pipeline.extraction import extract, extract_claims, opened
from geo.pipeline.history import Forgotten, difference, export, figure, forget, runs_of
from geo.pipeline.intake import Warned
from geo.pipeline.lookup import Match, Parsed, PlacedToponym, explain_source, geocode, geoparse
from geo.pipeline.polling import changed
from geo.pipeline.reporting import report
from geo.pipeline.versions import engine_version

__all__ = [
    "BuildReport",
    "CorrectionReport",
    "Foreign",
    "Forgotten",
    "Funnel",
    "Listed",
    "Match",
    "Parsed",
    "PlacedToponym",
    "Progress",
    "Warned",
    "build",
    "changed",
    "correct",
    "correct_from",
    "corrections_of",
    "difference",
    "engine_version",
    "explain_source",
    "export",
    "extract",
    "extract_claims",
    "figure",
    "forget",
    "geocode",
    "geoparse",
    "opened",
    "report",
    "runs_of",
    "undo",
]
