"""The mentions of a sentence and its neighbours → claims, and why the rest gave none."""

from __future__ import annotations

from geo.claims.assembling import assemble

__all__ = ["assemble"]
