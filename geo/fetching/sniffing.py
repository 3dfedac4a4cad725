"""Bytes → whether they are a feed, a page or something else."""

from __future__ import annotations

import codecs
import re

from geo.fetching.records import Kind

_HEAD = 4096
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BEFORE = r"(?:\s|<\?[^>]*+>|<!--.*?-->|<!DOCTYPE\s[^>\[]*+(?:\[[^\]]*+\]\s*+)?>)*+"  # what may stand before the root
_FEED = re.compile(_BEFORE + r"<(?:rss|(?:[a-z]\w*:)?feed|rdf:RDF)[\s>]", re.IGNORECASE | re.DOTALL)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|title|meta|div|p|h1)\b", re.IGNORECASE)
_PAGE_TYPES = {"text/html", "application/xhtml+xml"}


def kind_of(body: bytes, content_type: str = "") -> Kind:
    """Return what a body is: its beginning decides; the content type where that tells nothing."""
    head = body[:_HEAD]
    encoding = next((name for mark, name in _WIDE if head.startswith(mark)), "latin-1")
    text = head.decode(encoding, "replace").lstrip("\ufeff\xef\xbb\xbf")
    if _FEED.match(text):
        return Kind.FEED
    if "\0" not in text and (_PAGE.search(text) or content_type.partition(";")[0].strip().lower() in _PAGE_TYPES):
        return Kind.PAGE
    return Kind.OTHER
