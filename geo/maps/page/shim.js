// What folium's layers expect to find and this page does not load: Leaflet's marker picture by address, and jQuery.
(function () {
  "use strict";
  const pin = "data:image/svg+xml," + encodeURIComponent(
    "<svg xmlns='http://www.w3.org/2000/svg' width='25' height='41' viewBox='0 0 25 41'>" +
    "<path d='M12.5 40C9 30 1 22 1 12.5a11.5 11.5 0 0 1 23 0C24 22 16 30 12.5 40z' fill='#1f5fa8' stroke='#fff'/>" +
    "<circle cx='12.5' cy='12.5' r='4.5' fill='#fff'/></svg>");
  L.Icon.Default.imagePath = "";
  const nothing = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E";
  L.Icon.Default.mergeOptions({ iconUrl: pin, iconRetinaUrl: pin, shadowUrl: nothing, shadowSize: [1, 1] });

  /**
   * What of jQuery folium's layers ask for: the elements of a popup's HTML, and to be called once the page is there,
   * which it is.
   * @param {string | Document} asked
   * @returns {Element[] | { ready: (then: () => void) => void }}
   */
  function find(asked) {
    if (typeof asked !== "string") return { ready: (then) => then() };
    const template = document.createElement("template");
    // eslint-disable-next-line no-restricted-properties -- HTML of whoever draws the map; a template runs no script
    template.innerHTML = asked;
    return [...template.content.children];
  }
  if (!window.$) window.$ = find;
})();
