// The journal of a model, newest first, each entry with its evidence.
import { html, nothing } from "./lib/lit-html.js";
import { repeat } from "./lib/directives/repeat.js";
import { time } from "./format.js";

/**
 * @param entries newest first
 * @param older called to load what was before; null if there is nothing
 */
export function timeline(entries, older) {
  return html`
    <section class="panel wide" aria-labelledby="events-title">
      <header><h2 id="events-title">Events</h2><span class="soft small">from the journal, which can be replayed and verified</span></header>
      <ol class="events">${repeat(entries, (entry) => entry.sequence, item)}</ol>
      ${older ? html`<button class="more" @click=${older}>Older events</button>` : nothing}
    </section>`;
}

function item(entry) {
  const event = Object.values(entry.event)[0];
  return html`
    <li>
      <time datetime=${new Date(entry.atMs).toISOString()} title=${new Date(entry.atMs).toLocaleString()}>${time(entry.atMs)}</time>
      <div>
        <div>${entry.what}</div>
        ${entry.why ? html`<div class="why">${entry.why}</div>` : nothing}
        ${event.actor ? html`<div class="who">by ${event.actor}</div>` : nothing}
        ${event.evidence ? evidence(entry, event.evidence) : nothing}
      </div>
    </li>`;
}

function evidence(entry, given) {
  return html`
    <details class="data">
      <summary>Evidence of entry ${entry.sequence}</summary>
      <pre tabindex="0">${JSON.stringify(given, null, 2)}</pre>
    </details>`;
}
