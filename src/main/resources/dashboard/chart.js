// A line chart of two arms with their confidence bands, drawn as SVG.
import { html, svg, nothing } from "./lib/lit-html.js";
import { measured, time } from "./format.js";

const WIDTH = 560;
const HEIGHT = 210;
const LEFT = 58;
const RIGHT = 8;
const TOP = 10;
const BOTTOM = 24;
const ARMS = ["stable", "candidate"];

/**
 * @param name of the metric
 * @param unit of its values; "share" for a fraction
 * @param points [{at, stable: {value, low, high}, candidate: {...}}], oldest first; an arm may be missing
 * @param limit that the candidate must keep; null for none
 */
export function chart({ name, unit, points, limit }) {
  const drawn = points.filter((point) => point.stable || point.candidate);
  if (drawn.length === 0) {
    return html`<p class="soft small">Nothing measured yet.</p>`;
  }
  const x = timeAxis(drawn);
  const y = valueAxis(drawn, limit);
  return html`
    <figure class="chart">
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${inWords(name, unit, drawn)}>
        ${y.ticks.map((value) => gridLine(value, y, unit))}
        ${x.ticks.map((at, index) => timeLabel(at, index, x))}
        ${limit === null || limit > y.top ? nothing : svg`<line class="limit" x1=${LEFT} x2=${WIDTH - RIGHT} y1=${y.of(limit)} y2=${y.of(limit)}></line>`}
        ${ARMS.map((arm) => band(arm, drawn, x, y))}
        ${ARMS.map((arm) => line(arm, drawn, x, y))}
      </svg>
    </figure>
    ${table(unit, drawn)}`;
}

function timeAxis(points) {
  const from = points[0].at;
  const to = Math.max(points[points.length - 1].at, from + 1000);
  const of = (at) => LEFT + ((at - from) / (to - from)) * (WIDTH - LEFT - RIGHT);
  return { of, ticks: [from, (from + to) / 2, to] };
}

function valueAxis(points, limit) {
  const values = points.flatMap((point) => ARMS.map((arm) => point[arm]?.value ?? 0));
  // A band may be as wide as the world at first: what is measured says how high the chart is.
  const highs = points.slice(-Math.ceil(points.length / 2)).flatMap((point) => ARMS.map((arm) => point[arm]?.high ?? 0));
  const most = Math.max(...values) || limit || 1;
  const top = niceTop(Math.max(most * 1.15, Math.min(Math.max(...highs), most * 2.5), limit !== null && limit < most * 4 ? limit * 1.1 : 0));
  const of = (value) => TOP + (1 - Math.min(Math.max(value, 0), top) / top) * (HEIGHT - TOP - BOTTOM);
  return { of, top, ticks: [0, top / 2, top] };
}

/** The next of 1, 2, 4, 5, 10, ... */
function niceTop(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((step) => step >= value);
}

function gridLine(value, y, unit) {
  return svg`
    <line class="frame" x1=${LEFT} x2=${WIDTH - RIGHT} y1=${y.of(value)} y2=${y.of(value)}></line>
    <text x=${LEFT - 7} y=${y.of(value) + 4} text-anchor="end">${measured(value, unit)}</text>`;
}

function timeLabel(at, index, x) {
  const anchor = ["start", "middle", "end"][index];
  return svg`<text x=${x.of(at)} y=${HEIGHT - 6} text-anchor=${anchor}>${time(at)}</text>`;
}

function band(arm, points, x, y) {
  const given = points.filter((point) => point[arm] && point[arm].low !== undefined);
  if (given.length < 2) return nothing;
  const ceiling = (interval) => y.of(interval.high ?? Infinity);
  const over = given.map((point) => `${x.of(point.at)},${ceiling(point[arm])}`);
  const under = given.map((point) => `${x.of(point.at)},${y.of(point[arm].low)}`).reverse();
  return svg`<polygon class="${arm} band" points=${[...over, ...under].join(" ")}></polygon>`;
}

function line(arm, points, x, y) {
  const given = points.filter((point) => point[arm]);
  if (given.length === 0) return nothing;
  const last = given[given.length - 1];
  return svg`
    <polyline class="${arm} line" points=${given.map((point) => `${x.of(point.at)},${y.of(point[arm].value)}`).join(" ")}></polyline>
    <circle class="${arm} end" cx=${x.of(last.at)} cy=${y.of(last[arm].value)} r="4.5"></circle>`;
}

function inWords(name, unit, points) {
  const last = points[points.length - 1];
  const said = ARMS.filter((arm) => last[arm]).map((arm) => `${arm} ${interval(last[arm], unit)}`);
  return `${name}, ${points.length} points until ${time(last.at)}: ${said.join(", ")}`;
}

function interval(value, unit) {
  if (!value) return "–";
  const band = value.low === undefined ? "" : ` (${measured(value.low, unit)} to ${value.high === undefined || value.high === null ? "?" : measured(value.high, unit)})`;
  return measured(value.value, unit) + band;
}

/** The same as numbers, for those who do not see the drawing. */
function table(unit, points) {
  const step = Math.max(1, Math.ceil(points.length / 50));
  const rows = points.filter((point, index) => index % step === 0 || index === points.length - 1).reverse();
  return html`
    <details class="data">
      <summary>As a table</summary>
      <div>
        <table>
          <thead><tr><th scope="col">Time</th><th scope="col">Stable</th><th scope="col">Candidate</th></tr></thead>
          <tbody>
            ${rows.map((point) => html`<tr><td class="number">${time(point.at)}</td><td class="number">${interval(point.stable, unit)}</td><td class="number">${interval(point.candidate, unit)}</td></tr>`)}
          </tbody>
        </table>
      </div>
    </details>`;
}
