// The page of all models: what runs, how it stands.
import { html, nothing } from "./lib/lit-html.js";
import { width } from "./bar.js";
import { repeat } from "./lib/directives/repeat.js";
import { duration, percent, plain, word } from "./format.js";
import { badge, isRunning, kindOf } from "./status.js";

const PAGE = 200;
const FILTERS = [
  ["all", "All", () => true],
  ["running", "Running", (model) => isRunning(model) && model.status !== "Paused"],
  ["paused", "Waiting", (model) => model.status === "Paused"],
  ["bad", "Failed", (model) => model.status === "Failed"],
  ["good", "Promoted", (model) => kindOf(model) === "good"],
];

/**
 * @param view {search, filter, shown}: what the user looks for
 * @param change called with what is to be different in the view
 * @param verbs what the user may do
 */
export function listPage(models, view, change, { now, verbs }) {
  const found = models.filter((model) => matches(model, view.search));
  const [, , test] = FILTERS.find(([id]) => id === view.filter);
  const listed = found.filter(test).sort(byUrgency);
  const shown = listed.slice(0, view.shown ?? PAGE);
  return html`
    <div class="head">
      <h1>Models</h1>
      <div class="acts">${verbs.includes("start") ? html`<a class="button" href="#/start">New rollout</a>` : nothing}</div>
    </div>
    <div class="tools">
      <input id="search" type="search" placeholder="Find a model or version  ( / )" aria-label="Find a model or version"
        .value=${view.search} @input=${(event) => change({ search: event.target.value, shown: PAGE })}>
      <div class="chips" role="group" aria-label="Show">
        ${FILTERS.map(([id, label, only]) => chip(id, label, found.filter(only).length, view, change))}
      </div>
    </div>
    ${models.length === 0 ? empty() : table(shown, now)}
    ${listed.length > shown.length
      ? html`<button class="more" @click=${() => change({ shown: shown.length + PAGE })}>Show more (${listed.length - shown.length} left)</button>`
      : nothing}
    ${models.length > 0 && listed.length === 0 ? html`<p class="wait">No model is like this.</p>` : nothing}`;
}

function matches(model, search) {
  const text = [model.model, model.rollout, model.stable, model.candidate].join(" ").toLowerCase();
  return search.toLowerCase().split(/\s+/).every((part) => text.includes(part));
}

/** What runs comes first, then the latest. */
function byUrgency(one, other) {
  return Number(isRunning(other)) - Number(isRunning(one)) || (other.phaseSinceMs ?? 0) - (one.phaseSinceMs ?? 0) || one.model.localeCompare(other.model);
}

function chip(id, label, count, view, change) {
  return html`<button aria-pressed=${view.filter === id ? "true" : "false"} @click=${() => change({ filter: id, shown: PAGE })}>${label} <span class="number">${count}</span></button>`;
}

function empty() {
  return html`
    <div class="panel">
      <h2>No model yet</h2>
      <p class="soft">A model appears here with its first rollout:</p>
      <p><code>turnout start -f rollout.yaml</code></p>
    </div>`;
}

function table(models, now) {
  return html`
    <div class="panel table-wrap">
      <table class="cards">
        <caption class="unseen">Models and their present or last rollout</caption>
        <thead>
          <tr>
            <th scope="col">Model</th><th scope="col">Status</th><th scope="col">Versions</th><th scope="col">Candidate's share</th>
            <th scope="col">Verdict</th><th scope="col">Nodes</th><th scope="col">For</th>
          </tr>
        </thead>
        <tbody>${repeat(models, (model) => model.model, (model) => row(model, now))}</tbody>
      </table>
    </div>`;
}

function row(model, now) {
  return html`
    <tr>
      <td><a class="name" href="#/models/${encodeURIComponent(model.model)}">${model.model}</a>
        ${model.rolloutId ? html`<div class="soft small">${model.rolloutId}</div>` : nothing}</td>
      <td data-name="Status">${badge(model)}</td>
      <td data-name="Versions">${versions(model)}</td>
      <td data-name="Candidate's share">${share(model)}</td>
      <td data-name="Verdict">${model.verdict ? word(model.verdict) : html`<span class="soft">–</span>`}</td>
      <td class="number" data-name="Nodes">${nodes(model)}</td>
      <td class="number" data-name="For">${model.phaseSinceMs ? duration(now - model.phaseSinceMs) : "–"}</td>
    </tr>`;
}

function versions({ stable, candidate }) {
  const from = stable ?? "none";
  return candidate && candidate !== stable
    ? html`${from} <span class="soft" aria-label="to">→</span> <b>${candidate}</b>`
    : html`${from}`;
}

function share(model) {
  const weight = isRunning(model) ? model.weight : 0;
  return html`
    <div class="share ${isRunning(model) ? "" : "none"}">
      <div class="track"><div class="fill" .style=${width(weight)}></div></div>
      <span class="number">${isRunning(model) ? percent(weight) : "–"}</span>
    </div>`;
}

function nodes({ nodes: { all, inForce } }) {
  return all === 0 ? html`<span class="soft">–</span>` : html`${plain(inForce)} of ${plain(all)}`;
}
