// The points of the charts: first what the recorded inputs say, then what comes live.

const MOST = 600;

/** The points of an explanation with its series; none if there is none. */
export function pointsOf(explanation) {
  return (explanation?.series?.moments ?? []).map((moment) => point(Date.parse(moment.at), moment.evidence));
}

/** What a state says now. */
export function pointOf(state) {
  return point(state.atMs, state.judged);
}

function point(at, judged) {
  const figures = {};
  for (const metric of judged?.metrics ?? []) {
    for (const figure of metric.figures) {
      figures[figure.title] = { stable: interval(figure.stable), candidate: interval(figure.candidate) };
    }
  }
  return { at, figures };
}

function interval(arm) {
  return arm.value === undefined ? undefined : { value: arm.value, ...arm.pooled95 };
}

/** Older points and newer ones, in order of time, thinned out when they are too many. */
export function mergePoints(older, newer) {
  const from = newer[0]?.at ?? Infinity;
  const all = [...older.filter((point) => point.at < from), ...newer];
  return all.length <= MOST ? all : all.filter((point, index) => index % 2 === 0 || index > all.length - 50);
}
