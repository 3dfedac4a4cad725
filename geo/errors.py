"""What claimmap raises on purpose: one line for the user, exit code 2."""

from __future__ import annotations


class ClaimmapError(Exception):
    """Base of every error that the command shows as one line instead of a traceback."""


class ChangesError(ClaimmapError):
    """What is kept of the changes of a run is malformed or contradicts itself; the message names the field or claim."""


class CorrectionError(ClaimmapError):
    """A correction cannot be made; the message says why, and what would do."""


class DataMissingError(ClaimmapError):
    """The compiled gazetteer or basemap is not in geo/data, or cannot be read."""


class EngineError(ClaimmapError):
    """Articles cannot be extracted the way that was asked for: no worker starts, or no cluster answers as it should."""


class GazetteerError(ClaimmapError):
    """A gazetteer cannot be added, listed or removed; a malformed file is named with line and reason."""


class LexiconError(ClaimmapError):
    """A language file is malformed or ambiguous; the message names file, entry and reason."""


class LockedError(ClaimmapError):
    """Another run is writing where this one should; the message names it."""


class NothingToReadError(ClaimmapError):
    """None of the named sources holds an article that can be read."""


class OutputError(ClaimmapError):
    """An output cannot be written."""


class StoreError(ClaimmapError):
    """The store cannot be opened, read or written."""
