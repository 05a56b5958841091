// Light or dark: the system's choice until somebody chooses here.
import { html } from "./lib/lit-html.js";

const KEY = "turnout-theme";

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

export function applyTheme(redraw) {
  const chosen = remembered();
  if (chosen) document.documentElement.dataset.theme = chosen;
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
}

export function themeButton(redraw) {
  const dark = isDark();
  const toggle = () => {
    const next = dark ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // Remembered for this page only.
    }
    redraw();
  };
  return html`<button class="icon" @click=${toggle} aria-label=${dark ? "Light theme" : "Dark theme"}>${dark ? "☀" : "☾"}</button>`;
}
