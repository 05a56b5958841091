// Server-sent events over fetch, because an EventSource can carry no token. Goes on by itself after a failure.
import { request } from "./api.js";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;

/**
 * Listens until the returned function is called.
 *
 * @param path of the stream
 * @param on {open, event(kind, data), away(problem)}; `open` is called before anything comes: load what is shown then
 */
export function listen(path, on) {
  const stop = new AbortController();
  run(path, on, stop.signal);
  return () => stop.abort();
}

async function run(path, on, signal) {
  let wait = FIRST_WAIT;
  while (!signal.aborted) {
    try {
      const answer = await request(path, { signal, headers: { Accept: "text/event-stream" } });
      wait = FIRST_WAIT;
      on.open();
      await read(answer.body.getReader(), on);
      on.away(null);
    } catch (problem) {
      if (signal.aborted) return;
      on.away(problem);
      if (problem.status === 401 || problem.status === 403) return;
    }
    await pause(wait + Math.random() * wait, signal);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }
}

async function read(reader, on) {
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    text += decoder.decode(value, { stream: true });
    const blocks = text.split("\n\n");
    text = blocks.pop();
    for (const block of blocks) {
      tell(block, on);
    }
  }
}

function tell(block, on) {
  let kind = "message";
  const data = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event:")) kind = line.slice(6).trim();
    if (line.startsWith("data:")) data.push(line.slice(5).trimStart());
  }
  if (data.length > 0) on.event(kind, JSON.parse(data.join("\n")));
}

function pause(millis, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}
