// The page that starts a rollout: the same file as for `turnout start -f`, checked before it is sent.
import { html, nothing } from "./lib/lit-html.js";
import { postText } from "./api.js";

const EXAMPLE = `apiVersion: turnout.dev/v1alpha1
kind: Rollout
metadata: {name: fraud-v2}
spec:
  model: fraud
  candidate: {version: v2}
  strategy:
    canary:
      stickiness: {header: x-user-id}
      stages:
        - {weight: 0.01, for: 10m}
        - {weight: 0.10, for: 30m}
        - {weight: 0.50, for: 1h}
      bake: 24h
  analysis:
    metrics:
      - {name: errors, errorRate: {margin: 0.002, limit: 0.01}}
      - {name: p99, latency: {quantile: 0.99, margin: 0.10, limit: 500ms}}
`;

export function newDraft() {
  return { text: EXAMPLE, checked: null, problem: null, busy: false };
}

/** @param change called with what is to be different in the draft */
export function startPage(draft, change) {
  return html`
    <nav class="crumbs" aria-label="Breadcrumb"><a href="#/">Models</a> <span class="soft">/ new rollout</span></nav>
    <h1>Start a rollout</h1>
    <p class="message">The same file as for <code>turnout start -f rollout.yaml</code>. Check shows its steps and changes nothing.</p>
    <div class="grid">
      <section class="panel wide">
        <label for="file">Rollout file
          <textarea id="file" class="mono" rows="24" spellcheck="false" .value=${draft.text} @input=${(event) => change({ text: event.target.value, checked: null, problem: null })}></textarea>
        </label>
        <div class="choices start">
          <button ?disabled=${draft.busy} @click=${() => check(draft, change)}>Check</button>
          <button class="main" ?disabled=${draft.busy} @click=${() => start(draft, change)}>Start</button>
        </div>
      </section>
      <section class="panel third" aria-live="polite" aria-label="What the check says">
        <header><h2>Plan</h2></header>
        ${draft.problem ? troubles(draft.problem) : draft.checked ? plan(draft.checked) : html`<p class="soft small">Not checked yet.</p>`}
      </section>
    </div>`;
}

function plan({ plan: steps = [], warnings = [] }) {
  return html`
    ${warnings.map((warning) => html`<div class="notice">${warning}</div>`)}
    <ol class="steps">${steps.map((step, index) => html`<li class="later" data-sign=${index + 1}><span>${step}</span></li>`)}</ol>`;
}

function troubles(problem) {
  const errors = problem.errors ?? [];
  return html`
    <div class="notice bad" role="alert">${problem.message}</div>
    <ul class="missing">${errors.map((error) => html`<li>${error.line ? html`<b>line ${error.line}</b> ` : nothing}${error.message}</li>`)}</ul>`;
}

async function check(draft, change) {
  await send("rollouts?dryRun=true", draft, change, (checked) => change({ checked, problem: null, busy: false }));
}

async function start(draft, change) {
  await send("rollouts", draft, change, (answer) => {
    change(newDraft());
    location.hash = `#/models/${encodeURIComponent(answer.model)}`;
  });
}

async function send(path, draft, change, done) {
  change({ busy: true });
  try {
    done(await postText(path, draft.text));
  } catch (problem) {
    change({ problem, checked: null, busy: false });
  }
}
