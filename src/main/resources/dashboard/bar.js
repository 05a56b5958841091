// The width of a bar; a style attribute in the text of the page would be refused by its own policy.
import { styleMap } from "./lib/directives/style-map.js";

export function width(part) {
  return styleMap({ width: `${Math.max(0, Math.min(1, part)) * 100}%` });
}
