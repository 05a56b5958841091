// What a person may do to a rollout; each is asked for once more, with a reason.
import { html } from "./lib/lit-html.js";
import { post, rolloutPath } from "./api.js";
import { ask } from "./dialog.js";
import { isRunning } from "./status.js";

const ACTS = [
  {
    verb: "promote",
    label: "Promote",
    style: "main",
    fits: (state) => isRunning(state) && state.phase !== "TurningBack",
    text: (state) => `Ends the present step of ${state.rolloutId} as passed and goes on with the next. The judge goes on watching.`,
  },
  {
    verb: "promote",
    label: "Promote fully",
    body: { full: true },
    fits: (state) => isRunning(state) && !["TurningBack", "Baking", "Retiring"].includes(state.phase),
    text: (state) => `Leaves out all steps that are left: ${state.candidate.version} gets all the traffic of ${state.model} at once.`,
    danger: true,
  },
  {
    verb: "pause",
    label: "Pause",
    fits: (state) => isRunning(state) && !["Paused", "TurningBack"].includes(state.phase),
    text: (state) => `${state.rolloutId} takes no further step until it is resumed. A bad candidate is still rolled back.`,
  },
  {
    verb: "resume",
    label: "Resume",
    style: "main",
    fits: (state) => state.phase === "Paused",
    text: (state) => `${state.rolloutId} goes on with its present step.`,
  },
  {
    verb: "abort",
    label: "Abort",
    style: "danger",
    fits: (state) => isRunning(state) && !["TurningBack", "Baking", "Retiring"].includes(state.phase),
    text: (state) => `Gives ${state.rolloutId} up: all traffic of ${state.model} goes back to ${state.stable?.version ?? "the stable version"}.`,
    danger: true,
  },
  {
    verb: "rollback",
    label: "Roll back",
    style: "danger",
    fits: (state) => ["Baking", "Retiring"].includes(state.phase) || state.status === "Promoted",
    text: (state) => `Sends all traffic of ${state.model} back to the version before, at once and without analysis.`,
    danger: true,
  },
  {
    verb: "retry",
    label: "Retry",
    fits: (state) => ["Failed", "Inconclusive"].includes(state.status),
    text: (state) => `Starts ${state.rollout} once more, as a new attempt from its first step.`,
  },
];

/** Buttons for what fits the state and what the user may do; `done` is told what became of it. */
export function actions(state, verbs, done) {
  return ACTS.filter((act) => verbs.includes(act.verb) && act.fits(state)).map(
    (act) => html`<button class=${act.style ?? ""} @click=${() => perform(act, state, done)}>${act.label}</button>`,
  );
}

async function perform(act, state, done) {
  const given = await ask({
    title: `${act.label} ${state.rolloutId}?`,
    text: act.text(state),
    fields: [{ name: "reason", label: "Reason (kept in the journal)", required: true, hint: "Why is this right now?" }],
    confirm: act.label,
    danger: act.danger,
  });
  if (given === null) return;
  try {
    const answer = await post(`${rolloutPath(state.rolloutId)}/${act.verb}`, { reason: given.reason, ...act.body });
    done(answer.status === 202 ? `${act.label}: asked, no answer yet` : `${act.label}: accepted`, null);
  } catch (problem) {
    done(null, problem);
  }
}
