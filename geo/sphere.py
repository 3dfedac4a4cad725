"""Distances and directions on the sphere. Degrees (WGS 84) in and out, kilometres between."""

from __future__ import annotations

import math

EARTH_KM = 6371.0088
"""The mean radius of the Earth, by the International Union of Geodesy and Geophysics."""


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the great-circle distance in km between two WGS 84 points in decimal degrees.

    >>> round(distance_km(50.45, 30.52, 47.1, 37.55))
    635
    """
    one, other = math.radians(latitude), math.radians(other_latitude)
    lift = math.sin((other - one) / 2) ** 2
    turn = math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(lift + math.cos(one) * math.cos(other) * turn)))


def destination(latitude: float, longitude: float, bearing: float, distance: float) -> tuple[float, float]:
    """Return the point `distance` km away in the direction `bearing` (degrees from north)."""
    angle, turn = distance / EARTH_KM, math.radians(bearing)
    start = math.radians(latitude)
    rise = math.sin(start) * math.cos(angle) + math.cos(start) * math.sin(angle) * math.cos(turn)
    end = math.asin(max(-1.0, min(1.0, rise)))  # rounding may lead a hair beyond the pole
    east = math.atan2(
        math.sin(turn) * math.sin(angle) * math.cos(start), math.cos(angle) - math.sin(start) * math.sin(end)
    )
    return round(math.degrees(end), 5), round((longitude + math.degrees(east) + 540) % 360 - 180, 5)


def bearing(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return in which direction (degrees from north, 0 to 360) the other point lies.

    >>> round(bearing(50.45, 30.52, 47.1, 37.55))
    123
    """
    start, end, turn = math.radians(latitude), math.radians(other_latitude), math.radians(other_longitude - longitude)
    east = math.sin(turn) * math.cos(end)
    north = math.cos(start) * math.sin(end) - math.sin(start) * math.cos(end) * math.cos(turn)
    return math.degrees(math.atan2(east, north)) % 360.0


def midpoint(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> tuple[float, float]:
    """Return the point half-way; meant for places of one country, not across the date line."""
    return round((latitude + other_latitude) / 2, 5), round((longitude + other_longitude) / 2, 5)
