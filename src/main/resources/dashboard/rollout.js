// The page of one model: its present or last rollout.
import { html, nothing } from "./lib/lit-html.js";
import { actions } from "./actions.js";
import { width } from "./bar.js";
import { charts, evidencePanel } from "./evidence.js";
import { duration, percent, plain, word } from "./format.js";
import { badge, isRunning, kindOf } from "./status.js";
import { timeline } from "./timeline.js";

/**
 * @param page {state, points, entries, older}: what is known
 * @param may {verbs, done}: what the user may do
 */
export function rolloutPage(page, may, now) {
  const { state } = page;
  return html`
    <nav class="crumbs" aria-label="Breadcrumb"><a href="#/">Models</a> <span class="soft">/ ${state.model}</span></nav>
    <div class="head">
      <h1>${state.rolloutId ?? state.model}</h1>
      ${badge(state)}
      ${state.phaseSinceMs ? html`<span class="soft number">for ${duration(now - state.phaseSinceMs)}</span>` : nothing}
      <div class="acts">${actions(state, may.verbs, may.done)}</div>
    </div>
    <p class="message">${message(state)}</p>
    ${(state.gates ?? []).map(gate)}
    <div class="grid">
      ${arms(state)} ${evidencePanel(state)} ${nodes(state)} ${charts(state, page.points)} ${steps(state)}
      ${timeline(page.entries, page.older)}
    </div>`;
}

function message(state) {
  // What a verdict still lacks stands in the panel of the evidence.
  const decided = state.verdict && state.verdict !== "CONTINUE";
  const verdict = decided ? `Verdict ${word(state.verdict)}${state.verdictReason ? `: ${state.verdictReason}` : ""}` : "";
  return [state.phaseReason, verdict].filter(Boolean).join(" · ");
}

const GATES = { BLOCK: "Blocked", FREEZE: "Frozen", LIMIT: "Waits for a place" };

/** What keeps the rollout from going on. */
function gate({ kind, name, reason, untilMs, actor }) {
  const what = [GATES[kind] ?? kind, name && `by ${name}`, actor && `by ${actor}`].filter(Boolean).join(" ");
  return html`<div class="notice">${what}: ${reason}${untilMs ? html`, until ${new Date(untilMs).toLocaleString()}` : nothing}</div>`;
}

function arms(state) {
  const weight = state.weight ?? 0;
  const promoted = kindOf(state) === "good" && state.status === "Promoted";
  return html`
    <section class="panel third" aria-labelledby="traffic-title">
      <header><h2 id="traffic-title">Traffic</h2><span class="soft small">epoch ${state.epoch}</span></header>
      <div class="arms">
        <div class="arm"><i class="dot"></i><span class="soft">stable</span> <b>${state.stable?.version ?? "none yet"}</b>
          <span class="weight">${percent(promoted ? 1 : 1 - weight)}</span></div>
        ${state.candidate && isRunning(state)
          ? html`
              <div class="arm"><i class="dot candidate"></i><span class="soft">candidate</span> <b>${state.candidate.version}</b>
                <span class="weight">${percent(weight)}</span></div>
              ${state.mirror > 0 ? html`<p class="small soft">gets copies of ${percent(state.mirror)} of the requests</p>` : nothing}`
          : nothing}
        <div class="track"><div class="fill" .style=${width(isRunning(state) ? weight : 0)}></div></div>
        ${state.candidate?.source ? html`<p class="small soft mono">${state.candidate.source}</p>` : nothing}
      </div>
    </section>`;
}

function nodes(state) {
  const all = state.nodes ?? [];
  return html`
    <section class="panel third" aria-labelledby="nodes-title">
      <header><h2 id="nodes-title">Nodes</h2>
        <span class="soft small number">${plain(state.nodeCounts?.inForce ?? 0)} of ${plain(all.length)} on epoch ${state.epoch}</span></header>
      ${all.length === 0
        ? html`<p class="soft small">No agent has joined yet.</p>`
        : html`<ul class="nodes">${[...all].sort(byTrouble(state)).slice(0, 60).map((node) => nodeItem(node, state))}</ul>`}
      ${all.length > 60 ? html`<p class="soft small">and ${all.length - 60} more</p>` : nothing}
    </section>`;
}

function nodeKind(node, state) {
  return node.lost ? "lost" : node.epochInForce < state.epoch || node.trouble ? "behind" : "";
}

function byTrouble(state) {
  const order = ["lost", "behind", ""];
  return (one, other) => order.indexOf(nodeKind(one, state)) - order.indexOf(nodeKind(other, state)) || one.node.localeCompare(other.node);
}

function nodeItem(node, state) {
  const kind = nodeKind(node, state);
  const versions = (node.versions ?? []).map((version) => `${version.version} ${word(version.state)}`).join(", ");
  const told = { lost: "silent", behind: node.trouble ?? `on epoch ${node.epochInForce}`, "": "in force" }[kind];
  return html`<li class=${kind} title="${told}; ${versions}">${node.node}<span class="unseen">: ${told}</span>${kind ? html` · ${told}` : nothing}</li>`;
}

function steps(state) {
  const words = state.stepWords ?? [];
  return html`
    <section class="panel third" aria-labelledby="steps-title">
      <header><h2 id="steps-title">Steps</h2></header>
      <ol class="steps">${words.map((text, index) => stepItem(text, index, state))}</ol>
    </section>`;
}

function stepItem(text, index, state) {
  const present = state.step ?? 0;
  const done = kindOf(state) === "good" || index < present;
  const kind = done ? "done" : index > present ? "later" : kindOf(state) === "bad" ? "failed" : "now";
  const sign = { done: "✔", later: String(index + 1), failed: "✖", now: String(index + 1) }[kind];
  return html`<li class=${kind} data-sign=${sign} aria-current=${kind === "now" ? "step" : "false"}><span>${text}</span></li>`;
}
