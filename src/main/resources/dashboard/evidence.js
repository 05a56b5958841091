// What the judge knows: e-values against their thresholds, and a chart for each metric.
import { html, nothing } from "./lib/lit-html.js";
import { width } from "./bar.js";
import { chart } from "./chart.js";
import { measured, odds, percent, plain } from "./format.js";

export function evidencePanel(state) {
  const evidence = state.evidence;
  if (!evidence || evidence.metrics.length === 0) {
    return html`
      <section class="panel third" aria-labelledby="evidence-title">
        <header><h2 id="evidence-title">Evidence</h2></header>
        <p class="soft small">The judge has not seen both versions at work yet.</p>
      </section>`;
  }
  const weakest = Math.min(...evidence.metrics.filter((metric) => metric.critical).map((metric) => metric.logEPromote));
  return html`
    <section class="panel third" aria-labelledby="evidence-title">
      <header><h2 id="evidence-title">Evidence</h2></header>
      ${scale("against", "Against the candidate", evidence.logEGlobal, evidence.logRollbackThreshold, "rolled back")}
      ${Number.isFinite(weakest) ? scale("for", "For it (weakest metric)", weakest, evidence.logPromoteThreshold, "promoted") : nothing}
      <p class="small soft number">
        Judged requests: ${plain(evidence.candidateRequests)} of the candidate (at least ${plain(evidence.minimumSample)}), ${plain(evidence.baselineRequests)} of the stable version
      </p>
      ${(evidence.missing ?? []).length === 0
        ? nothing
        : html`<ul class="missing" aria-label="What a promotion still lacks">${evidence.missing.map((what) => html`<li>${what}</li>`)}</ul>`}
    </section>`;
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

/** One chart for each metric, a latency one for each quantile that is looked at. */
export function charts(state, points) {
  const metrics = state.evidence?.metrics ?? [];
  return metrics.flatMap((metric) => (metric.distribution ? quantiles(metric, points) : [share(metric, points)])).map(panel);
}

function share(metric, points) {
  const limits = (metric.limits ?? []).map((limit) => limit.badLimit);
  return {
    metric,
    name: `${metric.metric}, share of bad outcomes`,
    unit: "share",
    limit: limits.length > 0 ? Math.min(...limits) : null,
    points: points.map((point) => ({ at: point.at, ...point.metrics[metric.metric] })),
    last: { stable: metric.baselineRate, candidate: metric.candidateRate },
  };
}

function quantiles(metric, points) {
  return metric.distribution.gates.map((gate) => {
    const key = quantileName(metric, gate);
    return {
      metric,
      name: key.replace(/^(\S+) \1$/, "$1"),
      unit: metric.distribution.unit,
      limit: null,
      points: points.map((point) => ({ at: point.at, ...point.metrics[key] })),
      last: { stable: gate.baseline, candidate: gate.candidate },
    };
  });
}

/** "p99 p99.9": as `turnout explain` calls it. */
function quantileName(metric, gate) {
  return `${metric.metric} p${Number((100 * gate.quantile).toFixed(6))}`;
}

function panel({ metric, name, unit, limit, points, last }) {
  return html`
    <section class="panel half" aria-label=${name}>
      <header>
        <h2>${name}</h2>
        ${metric.blamed ? html`<span class="badge bad">blamed</span>` : nothing}
        ${metric.weight === 0 ? html`<span class="badge">dry run</span>` : nothing}
        <span class="legend">
          <span><i class="dot"></i>stable ${shown(last.stable, unit)}</span>
          <span><i class="dot candidate"></i>candidate ${shown(last.candidate, unit)}</span>
          ${limit === null ? nothing : html`<span class="soft">limit ${unit === "share" ? percent(limit) : measured(limit, unit)}</span>`}
        </span>
      </header>
      ${chart({ name, unit, points, limit })}
    </section>`;
}

function shown(interval, unit) {
  return html`<b class="number">${interval ? measured(interval.value, unit) : "–"}</b>`;
}

/** What a state says of its metrics, as a point of the charts. */
export function pointOf(state) {
  const metrics = {};
  for (const metric of state.evidence?.metrics ?? []) {
    if (metric.distribution) {
      for (const gate of metric.distribution.gates) {
        metrics[quantileName(metric, gate)] = { stable: gate.baseline, candidate: gate.candidate };
      }
    } else {
      metrics[metric.metric] = { stable: metric.baselineRate, candidate: metric.candidateRate };
    }
  }
  return { at: state.atMs, weight: state.weight, metrics };
}
