"""The folium map that claims are drawn on, and the files that it is written to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import branca.element
import folium

from geo.maps import basemap as ground
from geo.maps.about import about
from geo.maps.columns import Fresh, claim_blocks
from geo.maps.page import Drawn, document
from geo.maps.part import Part, way_back
from geo.maps.tiles import find_tiles
from geo.maps.typed import packed_json
from geo.settings import Borders

if TYPE_CHECKING:
    from datetime import date

    import geopandas

    from geo.maps.basemap import Basemap

TITLE = "Claims on the map"


class _ClaimFigure(branca.element.Figure):
    """Renders the whole page itself: Jinja sees what folium makes of its layers and nothing of any article."""

    def __init__(self, shown: ClaimMap) -> None:
        super().__init__(height="640px")
        self.shown = shown
        self.add_child(shown)

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401 - branca's signature
        """Return the page as one HTML document."""
        return "".join(self.parts(**kwargs))

    def parts(self, **kwargs: Any) -> Iterator[str]:  # noqa: ANN401 - as above
        """Yield the page part by part: the whole of it may be large."""
        for child in self._children.values():
            child.render(**kwargs)
        drawn = Drawn(self.header.render(**kwargs), self.html.render(**kwargs), self.script.render(**kwargs))
        shown = self.shown
        yield from document(
            drawn,
            shown.get_name(),
            shown.blocks,
            shown.title,
            shown.origins,
            up=shown.up,
            keep_view=shown.keep_view,
        )


class ClaimMap(folium.Map):
    """An offline map of the claims in a frame of `to_geodataframe`; folium's own layers can be added to it.

    It shows itself in a notebook, and `save` writes one HTML file that loads nothing from anywhere. `day` makes it the
    page of that one day, `part` one of several with an index. `tiles` names online map tiles of xyzservices, such as
    OpenStreetMap.Mapnik, to show below the claims (ClaimmapError where a page cannot show them); without, the page asks
    nothing of any network. `borders` says whose view of disputed borders is drawn; pass `to_geodataframe` shapes of the
    same view. What is `fresh` is marked. Other arguments are those of folium.Map; with `location` the view is yours,
    else it fits the claims. Layers that load scripts from a network are refused with an OutputError.
    """

    # folium keeps these on the class; emptied here, no page asks a CDN for anything.
    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium types them as the instance's
    default_css: list[tuple[str, str]] = []  # noqa: RUF012 - folium types them as the instance's

    def __init__(
        self,
        frame: geopandas.GeoDataFrame,
        *,
        day: date | None = None,
        part: Part | None = None,
        tiles: str = "",
        borders: Borders | str = Borders.UN,
        fresh: Fresh | None = None,
        basemap: Basemap | None = None,
        location: tuple[float, float] | None = None,
        **options: Any,  # noqa: ANN401 - whatever folium.Map takes
    ) -> None:
        settings = {"min_zoom": 2, "max_zoom": 16, "zoom_snap": 0.5, "world_copy_jump": True} | options
        super().__init__(
            tiles=None, location=location or (30, 20), zoom_start=settings.pop("zoom_start", 2), **settings
        )
        # folium hands these to its tiles only, and this map has none of folium's.
        self.options |= {"minZoom": settings["min_zoom"], "maxZoom": settings["max_zoom"]}
        self.keep_view = location is not None
        self.title = ", ".join([TITLE, *([day.isoformat()] if day else []), *([part.title] if part else [])])
        self.up = way_back(part)
        under = ground.around(frame, Borders(borders)) if basemap is None else basemap
        asked = find_tiles(tiles) if tiles else None
        self.origins = asked.origins if asked else ()
        told = about(frame, Borders(borders), asked)
        self.blocks = claim_blocks(frame, day, fresh, part).blocks | {
            "claimmap-basemap": under.block,
            "claimmap-about": packed_json(told.as_data()),
        }
        self.page = _ClaimFigure(self)
