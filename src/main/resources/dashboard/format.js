// How numbers, times and words are shown.

const DAY = 86_400_000;

/** 0.0123 as "1.23 %", with as many digits as say something. */
export function percent(fraction) {
  if (fraction === null || fraction === undefined) return "–";
  const value = fraction * 100;
  const digits = value === 0 || value >= 10 ? 1 : value >= 1 ? 2 : 3;
  return `${trim(value.toFixed(digits))} %`;
}

/** A number with about four digits that say something. */
export function plain(value) {
  if (value === null || value === undefined) return "–";
  const size = Math.abs(value);
  if (size >= 1e6) return `${trim((value / 1e6).toFixed(2))} M`;
  if (size >= 1e4) return `${trim((value / 1e3).toFixed(1))} k`;
  if (size >= 100 || Number.isInteger(value)) return String(Math.round(value));
  return trim(value.toPrecision(3));
}

/** A value of a metric: a share in percent, anything else with its unit. */
export function measured(value, unit) {
  return unit === "share" ? percent(value) : `${plain(value)}${unit ? ` ${unit}` : ""}`;
}

/** "3 min", "2 h 5 min", "4 d": how long. */
export function duration(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  return `${Math.floor(hours / 24)} d`;
}

/** The time of day, with the date if it is another day. */
export function time(millis) {
  const at = new Date(millis);
  const clock = at.toLocaleTimeString([], { hour12: false });
  return Date.now() - millis < DAY / 2
    ? clock
    : `${at.toLocaleDateString([], { month: "short", day: "numeric" })} ${clock}`;
}

/** "RolledBack" for ROLLED_BACK; other words stay. */
export function word(symbol) {
  return /^[A-Z_]+$/.test(symbol)
    ? symbol.toLowerCase().replace(/(^|_)([a-z])/g, (all, gap, letter) => letter.toUpperCase())
    : symbol;
}

/** The evidence of an e-value in words: e^2.3 as "10 : 1". */
export function odds(logE) {
  return logE <= 0 ? "none" : logE > 13.8 ? "over 1,000,000 : 1" : `${plain(Math.exp(logE))} : 1`;
}

function trim(text) {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}
