"""Run by QGIS's own Python, not by pytest: opens a GeoPackage as QGIS does and prints how its layers are shown."""

from __future__ import annotations

import json
import sys

from qgis.core import (  # type: ignore[import-not-found] # only there where QGIS is
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsRenderContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize  # type: ignore[import-not-found] # as above
from qgis.PyQt.QtGui import QColor  # type: ignore[import-not-found] # as above


def shown(layer: QgsVectorLayer) -> dict[str, object]:
    """Return how a layer is drawn, and how many pixels of each colour a picture of it has."""
    renderer = layer.renderer()
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    settings.setOutputSize(QSize(300, 300))
    settings.setBackgroundColor(QColor("#000000"))
    extent = layer.extent()
    extent.grow(1)
    settings.setExtent(extent)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    colours: dict[str, int] = {}
    for x in range(image.width()):
        for y in range(image.height()):
            name = image.pixelColor(x, y).name()
            colours[name] = colours.get(name, 0) + 1
    symbols = renderer.symbols(QgsRenderContext())
    return {
        "valid": layer.isValid(),
        "features": layer.featureCount(),
        "renderer": renderer.type(),
        "legend": [item.label() for item in renderer.legendSymbolItems()],
        "symbols": [
            [symbol.symbolLayer(n).layerType() for n in range(symbol.symbolLayerCount())] for symbol in symbols
        ],
        "colours": colours,
        "errors": [error.message for error in job.errors()],
    }


def main() -> None:
    """Print what QGIS shows of the layers of the file named on the command line."""
    application = QgsApplication([], False)  # noqa: FBT003 - QGIS's signature: no window
    application.initQgis()
    names = ("points", "areas")
    layers = {name: QgsVectorLayer(f"{sys.argv[1]}|layername={name}", name, "ogr") for name in names}
    sys.stdout.write(json.dumps({name: shown(layer) for name, layer in layers.items()}) + "\n")
    layers.clear()
    application.exitQgis()


if __name__ == "__main__":
    main()
