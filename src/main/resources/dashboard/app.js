// The frame: which page is shown, what is known, who is signed in. Everything else is a function of that.
import { html, nothing, render } from "./lib/lit-html.js";
import { isSignedIn, load, loadAll, modelPath, Problem, rolloutPath, signIn } from "./api.js";
import { ask } from "./dialog.js";
import { listPage } from "./list.js";
import { listen } from "./live.js";
import { rolloutPage } from "./rollout.js";
import { mergePoints, pointOf, pointsOf } from "./series.js";
import { newDraft, startPage } from "./start.js";
import { applyTheme, themeButton } from "./theme.js";

const root = document.getElementById("app");
const said = document.getElementById("said");
const known = {
  me: null,
  away: null,
  notice: null,
  models: new Map(),
  view: { search: "", filter: "all" },
  draft: newDraft(),
  page: null,
  missing: null,
};
let stop = () => {};

function shownModel() {
  const match = location.hash.match(/^#\/models\/(.+)$/);
  return match ? decodeURIComponent(match[1]) : null;
}

async function open() {
  stop();
  Object.assign(known, { notice: null, page: null, missing: null });
  window.scrollTo(0, 0);
  draw();
  try {
    known.me = await load("me");
  } catch (problem) {
    fail(problem);
    return;
  }
  const model = shownModel();
  document.title = model ? `${model} · Turnout` : "Turnout";
  stop = model ? listenToModel(model) : listenToAll();
  draw();
}

function listenToAll() {
  return listen("events", {
    open: () => attempt(async () => {
      const models = await loadAll("models");
      known.models = new Map(models.map((model) => [model.model, model]));
    }),
    event: (kind, data) => {
      if (kind === "state") known.models.set(data.model, data);
      if (kind === "reset") open();
    },
    away,
  });
}

function listenToModel(model) {
  return listen(`events?model=${encodeURIComponent(model)}`, {
    open: () => attempt(() => loadModel(model)),
    event: (kind, data) => {
      if (kind === "state" && known.page) showState(data);
      if (kind === "entry" && known.page) showEntry(data);
      if (kind === "reset") open();
    },
    away,
  });
}

async function loadModel(model) {
  const [state, journal] = await Promise.all([load(modelPath(model)), load(`${modelPath(model)}/journal?limit=50`)]);
  known.page = { state, points: [pointOf(state)], entries: [...journal.items].reverse(), cursor: journal.older };
  changed();
  if (state.rolloutId) {
    const told = await load(`${rolloutPath(state.rolloutId)}/explain?series=true`).catch(() => null);
    if (known.page?.state.rolloutId === state.rolloutId) {
      known.page.points = mergePoints(pointsOf(told), known.page.points);
    }
  }
}

function showState(state) {
  const before = known.page.state;
  const sameAttempt = before.rolloutId === state.rolloutId;
  known.page.state = state;
  known.page.points = mergePoints(sameAttempt ? known.page.points : [], [pointOf(state)]);
  if (before.word !== state.word) {
    say(`${state.rolloutId ?? state.model}: ${state.word}`);
  }
}

function showEntry(entry) {
  if (!known.page.entries.some((other) => other.sequence === entry.sequence)) {
    known.page.entries.unshift(entry);
  }
}

async function loadOlder() {
  const { state, cursor } = known.page;
  const older = await load(`${modelPath(state.model)}/journal?limit=100&before=${encodeURIComponent(cursor)}`);
  known.page.entries.push(...older.items.reverse());
  known.page.cursor = older.older;
}

async function attempt(act) {
  try {
    await act();
    known.away = null;
  } catch (problem) {
    fail(problem);
  }
  changed();
}

function away(problem) {
  if (problem) fail(problem);
  changed();
}

function fail(problem) {
  if (!(problem instanceof Problem)) throw problem;
  if (problem.status === 401 && isSignedIn()) {
    signIn(null);
    known.me = null;
    known.notice = { bad: true, text: `The token was not accepted: ${problem.message}` };
  }
  if (problem.status === 404) known.missing = problem.message;
  else known.away = problem;
  draw();
}

/** Tells those who do not see the page. */
function say(text) {
  said.textContent = text;
}

async function signInByToken() {
  const given = await ask({
    title: "Sign in",
    text: "With an API token, or a token of your identity provider. It is kept until this window is closed.",
    fields: [{ name: "token", label: "Token", required: true, type: "password" }],
    confirm: "Sign in",
  });
  if (given) {
    signIn(given.token.trim());
    known.away = null;
    open();
  }
}

function signOut() {
  signIn(null);
  known.models.clear();
  open();
}

function done(text, problem) {
  known.notice = problem ? { bad: true, text: problem.message } : { bad: false, text };
  say(known.notice.text);
  draw();
}

let waiting = false;

/** Draws once for all that changes within a frame. */
function changed() {
  if (!waiting) {
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      draw();
    });
  }
}

function draw() {
  render(
    html`
      <a class="skip" href="#main" @click=${skip}>Skip to content</a>
      <header class="bar">
        <a class="brand" href="#/"><img src="icon.svg" alt=""><span>Turnout</span></a>
        <span class="live ${known.away ? "away" : ""}" role="status"><span class="words">${known.away ? "not connected" : "live"}</span></span>
        <span class="gap"></span>
        ${who()} ${themeButton(draw)}
      </header>
      <main id="main" tabindex="-1">${troubles()} ${page()}</main>`,
    root,
  );
}

function who() {
  const { me } = known;
  if (isSignedIn()) {
    return html`<span class="soft small words">${me ? `${me.actor} (${me.role})` : ""}</span><button @click=${signOut}>Sign out</button>`;
  }
  return me?.login === "none"
    ? html`<span class="soft small words">${me.role} on this machine</span>`
    : html`<button class="main" @click=${signInByToken}>Sign in</button>`;
}

function troubles() {
  const { away: gone, notice } = known;
  return html`
    ${gone && gone.status !== 401 ? html`<div class="notice bad" role="alert">${gone.message}</div>` : nothing}
    ${notice ? html`<div class="notice ${notice.bad ? "bad" : ""}" role="alert">${notice.text}</div>` : nothing}`;
}

function page() {
  if (known.away?.status === 401) {
    return html`<div class="wait"><h1>Sign in to see the rollouts</h1><p>This server wants a token.</p></div>`;
  }
  if (known.missing) {
    return html`<div class="wait"><h1>Not found</h1><p>${known.missing}</p><p><a href="#/">All models</a></p></div>`;
  }
  const now = Date.now();
  if (location.hash === "#/start") {
    return startPage(known.draft, (change) => {
      known.draft = { ...known.draft, ...change };
      draw();
    });
  }
  if (shownModel() === null) {
    return known.me ? listPage([...known.models.values()], known.view, look, { now, verbs: known.me.verbs }) : html`<p class="wait">Loading …</p>`;
  }
  if (!known.page) {
    return html`<p class="wait">Loading …</p>`;
  }
  const older = known.page.cursor ? () => attempt(loadOlder) : null;
  return rolloutPage({ ...known.page, older }, { verbs: known.me?.verbs ?? [], done }, now);
}

function look(change) {
  known.view = { ...known.view, ...change };
  draw();
}

function skip(event) {
  event.preventDefault();
  document.getElementById("main").focus();
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, dialog");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    const search = document.getElementById("search");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
});
addEventListener("hashchange", open);
setInterval(changed, 1000);
applyTheme(draw);
root.replaceChildren();
open();
