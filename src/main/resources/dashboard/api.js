// The HTTP API, with the token of whoever is signed in.
const BASE = "api/v1";
const KEY = "turnout-token";

/** An answer that says what went wrong (RFC 9457). */
export class Problem extends Error {
  constructor(status, { title, detail, type, errors }) {
    super(detail ?? title ?? `The server answered ${status}`);
    this.errors = errors ?? [];
    this.status = status;
    this.title = title ?? "It did not work";
    this.kind = (type ?? "").split("/").pop();
  }
}

let token = remembered();

function remembered() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Kept until the browser's window is closed; null forgets it. */
export function signIn(given) {
  token = given;
  try {
    if (given) sessionStorage.setItem(KEY, given);
    else sessionStorage.removeItem(KEY);
  } catch {
    // Kept for this page only.
  }
}

export function isSignedIn() {
  return token !== null;
}

/** The answer to a request; a Problem if it was refused or nobody answered. */
export async function request(path, options = {}) {
  const headers = { Accept: "application/json", ...options.headers };
  if (token) headers.Authorization = `Bearer ${token}`;
  let answer;
  try {
    answer = await fetch(`${BASE}/${path}`, { ...options, headers });
  } catch (failure) {
    if (failure.name === "AbortError") throw failure;
    throw new Problem(0, { title: "No answer", detail: "The server cannot be reached. What is shown is the last that was known." });
  }
  if (!answer.ok) {
    throw new Problem(answer.status, await answer.json().catch(() => ({})));
  }
  return answer;
}

export async function load(path) {
  return (await request(path)).json();
}

/** All pages of a list. */
export async function loadAll(path) {
  const items = [];
  for (let after = ""; after !== undefined; ) {
    const page = await load(`${path}?limit=1000${after ? `&after=${encodeURIComponent(after)}` : ""}`);
    items.push(...page.items);
    after = page.next;
  }
  return items;
}

/** Asks for something; sent again after a failure it is still done once. */
export function post(path, body) {
  return send(path, "application/json", JSON.stringify(body));
}

/** Sends a file in YAML or JSON. */
export function postText(path, text) {
  return send(path, "application/yaml", text);
}

async function send(path, type, body) {
  const headers = { "Content-Type": type, "Idempotency-Key": key() };
  const answer = await request(path, { method: "POST", headers, body });
  return { status: answer.status, ...(await answer.json()) };
}

/** A number that nobody else has; pages without TLS have no randomUUID. */
function key() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function rolloutPath(id) {
  return `rollouts/${encodeURIComponent(id)}`;
}

export function modelPath(model) {
  return `models/${encodeURIComponent(model)}`;
}
