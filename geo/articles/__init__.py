"""Readers: files, folders, addresses and standard input → articles, each record read or set aside with its reason."""

from __future__ import annotations

from geo.articles.addresses import addresses_of
from geo.articles.columns import parse_columns
from geo.articles.duplicates import Duplicate, Keys, address_key, choose, keys_of
from geo.articles.language import language
from geo.articles.markup import Plain, plain
from geo.articles.pieces import Lines, Piece, Rows, Whole, apart, files_of, pieces_of, read_piece
from geo.articles.reading import Reading
from geo.articles.sources import is_read, read, read_counting

__all__ = [
    "Duplicate",
    "Keys",
    "Lines",
    "Piece",
    "Plain",
    "Reading",
    "Rows",
    "Whole",
    "address_key",
    "addresses_of",
    "apart",
    "choose",
    "files_of",
    "is_read",
    "keys_of",
    "language",
    "parse_columns",
    "pieces_of",
    "plain",
    "read",
    "read_counting",
    "read_piece",
]
