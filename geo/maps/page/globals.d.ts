// What browsers and Leaflet have and their type declarations do not tell.

import "leaflet";

declare global {
  interface Uint8ArrayConstructor {
    /** Browsers since 2025. */
    fromBase64?: (text: string) => Uint8Array<ArrayBuffer>;
  }
  interface Window {
    /** jQuery, or what of it folium's layers ask for: see shim.js. */
    $?: unknown;
  }
}

declare module "leaflet" {
  interface Canvas {
    _bounds: Bounds & { min: Point; max: Point };
    _ctx: CanvasRenderingContext2D;
    _drawing: boolean;
    _requestRedraw(layer: Path): void;
  }
  interface Path {
    _pxBounds: Bounds;
    _renderer: Canvas;
  }
}
