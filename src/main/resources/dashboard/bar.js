// The width of a bar, for the property `style`: as an attribute the page's own policy would refuse it.

export function width(part) {
  return `width:${Math.max(0, Math.min(1, part)) * 100}%`;
}
