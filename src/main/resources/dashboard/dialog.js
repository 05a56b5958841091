// Asks before anything is done: what will happen, and why it is wanted.
import { html, render } from "./lib/lit-html.js";

/**
 * Opens a dialog with fields; the answer is an object of their values, or null if it was closed.
 *
 * @param fields [{name, label, value, required, type, hint}]
 */
export function ask({ title, text, fields, confirm, danger }) {
  const dialog = document.createElement("dialog");
  document.body.append(dialog);
  return new Promise((resolve) => {
    const submit = (event) => {
      event.preventDefault();
      const given = Object.fromEntries(new FormData(event.target));
      finish(given);
    };
    const finish = (answer) => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    dialog.addEventListener("cancel", () => finish(null));
    dialog.setAttribute("aria-labelledby", "dialog-title");
    render(
      html`
        <form @submit=${submit}>
          <h2 id="dialog-title">${title}</h2>
          <p class="soft">${text}</p>
          ${fields.map(field)}
          <div class="choices">
            <button type="button" @click=${() => finish(null)}>Cancel</button>
            <button type="submit" class="main ${danger ? "danger" : ""}">${confirm}</button>
          </div>
        </form>`,
      dialog,
    );
    dialog.showModal();
  });
}

function field({ name, label, value = "", required = false, type = "text", hint = "" }) {
  return html`
    <label>
      ${label}
      <input name=${name} type=${type} .value=${value} ?required=${required} placeholder=${hint} autocomplete="off" autofocus>
    </label>`;
}
