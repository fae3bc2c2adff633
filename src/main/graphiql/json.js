import { createScanner, SyntaxKind } from 'jsonc-parser';

/*
 * JSON by its tokens, never by its values: JavaScript would round 12345678901234567890, write 1.10 as 1.1, 1e400 as null, and
 * put the key "10" before "b". Only white space changes here.
 */

function* tokens(text) {
  const scanner = createScanner(text, true);
  while (scanner.scan() !== SyntaxKind.EOF) {
    yield text.substr(scanner.getTokenOffset(), scanner.getTokenLength());
  }
}

/** The same JSON with a line and an indent for each value. What is no JSON comes back as it is. */
export function pretty(text) {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  const parts = [];
  let depth = 0;
  let before = '';
  const line = () => parts.push('\n', '  '.repeat(depth));
  for (const token of tokens(text)) {
    const opened = before === '{' || before === '[';
    if (token === '}' || token === ']') {
      depth--;
      if (!opened) line();
    } else if (opened || before === ',') {
      line();
    }
    parts.push(token === ':' ? ': ' : token);
    if (token === '{' || token === '[') depth++;
    before = token;
  }
  return parts.join('');
}

/** JSON of what was typed with comments and trailing commas, each number as it was typed. */
export function strict(text) {
  const parts = [];
  for (const token of tokens(text)) {
    if ((token === '}' || token === ']') && parts.at(-1) === ',') parts.pop();
    parts.push(token);
  }
  return parts.join('');
}
