// What the judge knows: e-values against their thresholds, and a chart for each figure.
import { html, nothing } from "./lib/lit-html.js";
import { width } from "./bar.js";
import { chart } from "./chart.js";
import { measured, odds, plain } from "./format.js";

const UNITS = { share: "share", millis: "ms", plain: "" };

export function evidencePanel({ judged }) {
  return html`
    <section class="panel third" aria-labelledby="evidence-title">
      <header><h2 id="evidence-title">Evidence</h2></header>
      ${judged && judged.metrics.length > 0 ? scales(judged) : html`<p class="soft small">The judge has not seen both versions at work yet.</p>`}
    </section>`;
}

function scales(judged) {
  const needed = judged.metrics.filter((metric) => !metric.dryRun);
  const weakest = Math.min(...needed.map((metric) => metric.logEFor));
  return html`
    ${scale("against", "Against the candidate", judged.logEAgainst, judged.logThresholdAgainst, "rolled back")}
    ${needed.length > 0 ? scale("for", "For it (weakest metric)", weakest, judged.logThresholdFor, "promoted") : nothing}
    <p class="small soft number">
      Judged requests: ${plain(judged.candidateRequests)} of the candidate (at least ${plain(judged.minimumSample)}), ${plain(judged.stableRequests)} of the stable version
    </p>
    ${judged.missing.length === 0
      ? nothing
      : html`<ul class="missing" aria-label="What a promotion still lacks">${judged.missing.map((what) => html`<li>${what}</li>`)}</ul>`}`;
}

function scale(kind, label, logE, threshold, then) {
  const part = Math.max(0, Math.min(1, logE / threshold));
  return html`
    <div class="scale ${kind}">
      <div class="words"><span>${label}</span><span class="number">${odds(logE)} <span class="soft">of ${odds(threshold)}</span></span></div>
      <div class="track" role="meter" aria-label="${label}: ${then} when full" aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(part * 100)}>
        <div class="fill" .style=${width(part)}></div>
      </div>
    </div>`;
}

/** One chart for each figure: a rate, or each quantile that is looked at. */
export function charts({ judged }, points) {
  return (judged?.metrics ?? []).flatMap((metric) => metric.figures.map((figure) => panel(metric, figure, points)));
}

function panel(metric, figure, points) {
  const share = figure.unit === "share";
  const unit = UNITS[figure.unit];
  // "p99 p99" says nothing more than "p99".
  const name = figure.title.replace(/^(\S+) \1$/, "$1") + (share ? ", share of bad outcomes" : "");
  const limits = share ? metric.limits.map((limit) => limit.badLimit) : [];
  const limit = limits.length > 0 ? Math.min(...limits) : null;
  const drawn = points.map((point) => ({ at: point.at, ...point.figures[figure.title] }));
  return html`
    <section class="panel half" aria-label=${name}>
      <header>
        <h2>${name}</h2>
        ${metric.blamed ? html`<span class="badge bad">blamed</span>` : nothing}
        ${metric.dryRun ? html`<span class="badge">dry run</span>` : nothing}
        <span class="legend">
          <span><i class="dot"></i>stable ${shown(figure.stable, unit)}</span>
          <span><i class="dot candidate"></i>candidate ${shown(figure.candidate, unit)}</span>
          ${limit === null ? nothing : html`<span class="soft">limit ${measured(limit, unit)}</span>`}
        </span>
      </header>
      ${chart({ name, unit, points: drawn, limit })}
    </section>`;
}

function shown(arm, unit) {
  return html`<b class="number">${arm.value === undefined ? "–" : measured(arm.value, unit)}</b>`;
}
