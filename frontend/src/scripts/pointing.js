// Where something was, by pointing at a small map or by the phone itself: both fill the boxes of the National Grid, which
// are there without any of this. Works without signal: the map is in the page and the sum is done here.
//
// The sum is the Ordnance Survey's published one without its correction table (ellipsoid, seven-parameter Helmert,
// Transverse Mercator): within about 5 metres in Great Britain, as good as a phone knows where it is.
const RADIAN = Math.PI / 180;
const GRS80 = { a: 6378137, b: 6356752.314140 };
const AIRY = { a: 6377563.396, b: 6356256.909 };
const SHIFT = { x: -446.448, y: 125.157, z: -542.06, scale: 20.4894e-6 };
const TURN = { x: -0.1502, y: -0.247, z: -0.8421 }; // seconds of arc
const ORIGIN = { phi: 49 * RADIAN, lambda: -2 * RADIAN, east: 400000, north: -100000, scale: 0.9996012717 };
const CLOSEST = 32;
const STEP = 8; // pixels an arrow key moves the cross; with Shift a quarter of it

export function toGrid(latitude, longitude) {
  return project(shifted(latitude * RADIAN, longitude * RADIAN));
}

function shifted(phi, lambda) {
  const e2 = 1 - GRS80.b ** 2 / GRS80.a ** 2;
  const nu = GRS80.a / Math.sqrt(1 - e2 * Math.sin(phi) ** 2);
  const from = { x: nu * Math.cos(phi) * Math.cos(lambda), y: nu * Math.cos(phi) * Math.sin(lambda), z: nu * (1 - e2) * Math.sin(phi) };
  const [rx, ry, rz] = [TURN.x, TURN.y, TURN.z].map((seconds) => (seconds / 3600) * RADIAN);
  const k = 1 + SHIFT.scale;
  const x = SHIFT.x + k * from.x - rz * from.y + ry * from.z;
  const y = SHIFT.y + rz * from.x + k * from.y - rx * from.z;
  const z = SHIFT.z - ry * from.x + rx * from.y + k * from.z;
  const airy2 = 1 - AIRY.b ** 2 / AIRY.a ** 2;
  const p = Math.hypot(x, y);
  let found = Math.atan2(z, p * (1 - airy2));
  for (let turn = 0; turn < 6; turn += 1) {
    const v = AIRY.a / Math.sqrt(1 - airy2 * Math.sin(found) ** 2);
    found = Math.atan2(z + airy2 * v * Math.sin(found), p);
  }
  return { phi: found, lambda: Math.atan2(y, x) };
}

function project({ phi, lambda }) {
  const { a, b } = AIRY;
  const F = ORIGIN.scale;
  const e2 = 1 - b ** 2 / a ** 2;
  const n = (a - b) / (a + b);
  const [sin, cos, tan2] = [Math.sin(phi), Math.cos(phi), Math.tan(phi) ** 2];
  const nu = (a * F) / Math.sqrt(1 - e2 * sin ** 2);
  const rho = (a * F * (1 - e2)) / (1 - e2 * sin ** 2) ** 1.5;
  const eta2 = nu / rho - 1;
  const [less, more] = [phi - ORIGIN.phi, phi + ORIGIN.phi];
  const M = b * F * (
    (1 + n + 1.25 * n ** 2 + 1.25 * n ** 3) * less
    - (3 * n + 3 * n ** 2 + 2.625 * n ** 3) * Math.sin(less) * Math.cos(more)
    + (1.875 * n ** 2 + 1.875 * n ** 3) * Math.sin(2 * less) * Math.cos(2 * more)
    - (35 / 24) * n ** 3 * Math.sin(3 * less) * Math.cos(3 * more)
  );
  const L = lambda - ORIGIN.lambda;
  const north = M + ORIGIN.north
    + (nu / 2) * sin * cos * L ** 2
    + (nu / 24) * sin * cos ** 3 * (5 - tan2 + 9 * eta2) * L ** 4
    + (nu / 720) * sin * cos ** 5 * (61 - 58 * tan2 + tan2 ** 2) * L ** 6;
  const east = ORIGIN.east
    + nu * cos * L
    + (nu / 6) * cos ** 3 * (nu / rho - tan2) * L ** 3
    + (nu / 120) * cos ** 5 * (5 - 18 * tan2 + tan2 ** 2 + 14 * eta2 - 58 * tan2 * eta2) * L ** 5;
  return { east, north };
}

export function readyPointing(part) {
  for (const box of part.querySelectorAll("[data-pointing]")) ready(box);
}

function ready(box) {
  const form = box.closest("form");
  const [east, north] = ["easting", "northing"].map((name) => form?.elements.namedItem(name));
  if (!east || !north || box.hasAttribute("data-pointing-ready")) return;
  box.setAttribute("data-pointing-ready", "");
  box.hidden = false;
  const said = box.querySelector("[data-pointing-said]");

  function put(point, words) {
    for (const [field, value] of [[east, point.east], [north, point.north]]) {
      field.value = String(Math.round(value));
      for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
    }
    said.textContent = `${words} ${east.value}, ${north.value}`;
  }

  readyHere(box, said, put);
  const frame = box.querySelector("[data-pointing-frame]");
  if (frame) readyMap(box, frame, { east, north }, put);
}

function readyHere(box, said, put) {
  const button = box.querySelector("[data-pointing-here]");
  if (!navigator.geolocation) {
    button.hidden = true;
    return;
  }
  button.addEventListener("click", () => {
    said.textContent = box.dataset.looking;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => put(toGrid(coords.latitude, coords.longitude), `${box.dataset.found.replace("%s", String(Math.ceil(coords.accuracy)))}`),
      (problem) => { said.textContent = problem.code === problem.PERMISSION_DENIED ? box.dataset.refused : box.dataset.unknown; },
      { enableHighAccuracy: true, timeout: 20000, maximumAge: 30000 },
    );
  });
}

function readyMap(box, frame, fields, put) {
  const open = box.querySelector("[data-pointing-open]");
  const map = box.querySelector("[data-pointing-map]");
  const svg = frame.querySelector("svg");
  const whole = { width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height };
  const [west, top, metres, margin] = ["west", "north", "metres", "margin"].map((name) => Number(frame.dataset[name]));
  const cross = document.createElementNS(svg.namespaceURI, "path");
  cross.setAttribute("class", "fp-pointing__cross");
  cross.setAttribute("fill", "none");
  svg.append(cross);
  let closeness = 1;
  let at = null;

  const fromGrid = (east, north) => ({ x: (east - west) / metres, y: (top - north) / metres + margin });
  const onGrid = ({ x, y }) => ({ east: west + x * metres, north: top - (y - margin) * metres });

  function draw() {
    const width = whole.width / closeness;
    const height = whole.height / closeness;
    const centre = at ?? { x: whole.width / 2, y: whole.height / 2 };
    const inside = (middle, size, most) => Math.min(Math.max(middle - size / 2, 0), most - size);
    svg.setAttribute("viewBox", `${inside(centre.x, width, whole.width)} ${inside(centre.y, height, whole.height)} ${width} ${height}`);
    const arm = 14 / closeness;
    if (at) cross.setAttribute("d", `M${at.x - arm} ${at.y}h${2 * arm}M${at.x} ${at.y - arm}v${2 * arm}`);
  }

  function point(where) {
    at = { x: Math.min(Math.max(where.x, 0), whole.width), y: Math.min(Math.max(where.y, 0), whole.height) };
    put(onGrid(at), box.dataset.pointed);
    draw();
  }

  open.hidden = false;
  open.addEventListener("click", () => {
    map.hidden = !map.hidden;
    open.setAttribute("aria-expanded", String(!map.hidden));
    if (map.hidden) return;
    if (fields.east.value && fields.north.value) at = fromGrid(Number(fields.east.value), Number(fields.north.value));
    draw();
    frame.focus();
  });
  svg.addEventListener("click", (event) => {
    const where = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    point(where);
  });
  frame.addEventListener("keydown", (event) => {
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const way = ways[event.key];
    if (!way) return;
    event.preventDefault();
    const from = at ?? { x: whole.width / 2, y: whole.height / 2 };
    const step = (event.shiftKey ? STEP / 4 : STEP) / closeness;
    point({ x: from.x + way[0] * step, y: from.y + way[1] * step });
  });
  for (const [name, times] of [["closer", 2], ["further", 0.5]]) {
    map.querySelector(`[data-pointing-${name}]`).addEventListener("click", () => {
      closeness = Math.min(Math.max(closeness * times, 1), CLOSEST);
      draw();
    });
  }
}
