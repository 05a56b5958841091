// What a person may do to a rollout; each is asked for once more, with a reason.
import { html } from "./lib/lit-html.js";
import { modelPath, post, rolloutPath } from "./api.js";
import { ask } from "./dialog.js";
import { isRunning } from "./status.js";

const isBlocked = (state) => (state.gates ?? []).some((gate) => gate.kind === "BLOCK");

const ACTS = [
  {
    verb: "approve",
    label: "Approve",
    style: "main",
    fits: (state) => state.phase === "Approving",
    text: (state) => `Says yes to ${state.rolloutId}, under your name. It goes on when enough people have.`,
  },
  {
    verb: "reject",
    label: "Reject",
    style: "danger",
    fits: (state) => state.phase === "Approving",
    text: (state) => `Says no: ${state.rolloutId} is given up, and all traffic of ${state.model} stays with or goes back to the stable version.`,
    danger: true,
  },
  {
    verb: "promote",
    label: "Promote",
    style: "main",
    fits: (state) => isRunning(state) && !["TurningBack", "Approving", "Queued"].includes(state.phase) && !isBlocked(state),
    text: (state) => `Ends the present step of ${state.rolloutId} as passed and goes on with the next. The judge goes on watching.`,
  },
  {
    verb: "promote",
    label: "Promote fully",
    body: { full: true },
    fits: (state) => isRunning(state) && !["TurningBack", "Approving", "Queued", "Baking", "Retiring"].includes(state.phase) && !isBlocked(state),
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
  {
    verb: "block",
    label: "Block",
    of: (state) => modelPath(state.model),
    fits: (state) => !isBlocked(state),
    text: (state) => `No rollout of ${state.model}, this one or a later, goes on until it is unblocked. A bad candidate is still rolled back.`,
  },
  {
    verb: "unblock",
    label: "Unblock",
    of: (state) => modelPath(state.model),
    fits: isBlocked,
    text: (state) => `Rollouts of ${state.model} go on.`,
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
    title: `${act.label} ${act.of ? state.model : state.rolloutId}?`,
    text: act.text(state),
    fields: [{ name: "reason", label: "Reason (kept in the journal)", required: true, hint: "Why is this right now?" }],
    confirm: act.label,
    danger: act.danger,
  });
  if (given === null) return;
  try {
    const path = act.of?.(state) ?? rolloutPath(state.rolloutId);
    const answer = await post(`${path}/${act.verb}`, { reason: given.reason, ...act.body });
    done(answer.status === 202 ? `${act.label}: asked, no answer yet` : `${act.label}: accepted`, null);
  } catch (problem) {
    done(null, problem);
  }
}
