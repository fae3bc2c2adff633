/** The JSON text with white space in strings alone. */
export const withoutWhiteSpace = (json) => json.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1');

/** Some JSON text, the same for the same seed: numbers as no JavaScript writes them, keys in no order, odd strings, odd white space. */
export function anyJson(seed) {
  let state = seed * 2654435761;
  const below = (n) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) >>> 0;
    return state % n;
  };
  const one = (...of) => of[below(of.length)];
  const space = () => one('', '', ' ', '\n\t');
  const string = () => `"${Array.from({ length: below(4) }, () => one('a', '10', '{', '}', '[', ',', ':', '\\"', '\\\\', '\\u00e9', 'é', '😀', ' ', '//', '\\n')).join('')}"`;
  const number = () => one('0', '-0', '1.10', '1e400', '-1E-7', '12345678901234567890', '0.1000000000000000055511151231257827', String(below(1000)));
  const value = (depth) => {
    const kind = below(depth > 3 ? 5 : 9);
    if (kind < 2) return number();
    if (kind < 4) return string();
    if (kind === 4) return one('null', 'true', 'false');
    const items = Array.from({ length: below(4) }, (_, i) => (kind < 7 ? '' : `${string().slice(0, -1)}${i}"${space()}:${space()}`) + value(depth + 1));
    const [open, close] = kind < 7 ? '[]' : '{}';
    return `${open}${space()}${items.join(`${space()},${space()}`)}${space()}${close}`;
  };
  return value(0);
}
