// How a rollout stands, in one word and one colour: what the server says of it.
import { html } from "./lib/lit-html.js";

const KINDS = {
  None: ["calm", "·"],
  Running: ["running", "◌"],
  Paused: ["paused", "॥"],
  TurningBack: ["bad", "↩"],
  Promoted: ["good", "✔"],
  Passed: ["good", "✔"],
  Failed: ["bad", "✖"],
  Inconclusive: ["paused", "?"],
};

export function isRunning(model) {
  return ["Running", "Paused", "TurningBack"].includes(model.status);
}

/** running, paused, good, bad or calm. */
export function kindOf(model) {
  return (KINDS[model.status] ?? KINDS.None)[0];
}

export function badge(model) {
  const [kind, sign] = KINDS[model.status] ?? KINDS.None;
  return html`<span class="badge ${kind}"><span aria-hidden="true">${sign}</span>${model.word ?? "No rollout"}</span>`;
}
