const STRAY = ['{', '}', '(', ')', '[', ']', '!', '$', '@', ':', '=', '|', '&', '...', '..', '.', ',', ';', "'a'", '“a”', '"', '"""', '#', '?', '%', '^', '~', '<', '/', '\\', 'a.b', '7f3c', '0x1F', '01', '1.', '.5', '1e', '-', '+1', '00', '"\\q"', '"\\u12"', '"\\ud800"', '"a\tb"', '\u0000', '\u0007', '\u00a0', '\u200b', '\ufeff', '☃', '😀', 'é', 'on', 'true', 'null', 'query', 'mutation', 'subscription', 'fragment', 'type', 'schema', 'extend', 'scalar', 'id', 'activity', '__typename', '__type', 'title', 'F0', 'Q0', '$v0', '@include', '"text"', '"""block"""', '1', '1.5', 'Activity', 'Query'];

/** Changes one to three tokens: drops, doubles, swaps, replaces or adds one, or cuts the end off. */
export function mutate(random, tokens) {
  const mutated = [...tokens];
  for (let i = random.some(1, 3, () => 0).length; i > 0; i--) {
    const at = random.below(mutated.length);
    switch (random.below(7)) {
      case 0: mutated.splice(at, 1); break;
      case 1: mutated.splice(at, 0, mutated[at]); break;
      case 2: mutated.splice(at, 2, ...mutated.slice(at, at + 2).reverse()); break;
      case 3: mutated[at] = random.pick(STRAY); break;
      case 4: mutated.splice(at, 0, random.pick(STRAY)); break;
      case 5: mutated.splice(at, 0, random.pick(mutated)); break;
      case 6: if (random.chance(0.3)) mutated.splice(at); break;
    }
    if (!mutated.length) mutated.push(random.pick(STRAY));
  }
  return mutated;
}

const SPACES = [' ', ' ', ' ', ' ', '  ', ', ', '\t'];
const NEWLINES = ['\n', '\n', '\n', '\r\n', ' # a comment " { \n', '\n\n'];

/** What stands after each token, on short lines: a place that is off by a token is mostly off by a line. */
export function scattered(random, tokens) {
  return tokens.map((token, i) => glued(random, token, tokens[i + 1]) ? '' : random.pick(random.chance(0.4) ? NEWLINES : SPACES));
}

/** What stands after each token, with lines as people break them: a definition, a field or a spread is on one. */
export function pretty(random, tokens) {
  let parentheses = 0;
  return tokens.map((token, i) => {
    const next = tokens[i + 1];
    if (token === '(') parentheses++;
    if (token === ')') parentheses--;
    const selection = /^(\.\.\.|\w+)$/.test(next) && !/^(\.\.\.|[:@$])$/.test(token) && !(token === 'on' && tokens[i - 1] === '...');
    const inside = depth(tokens, i) > 0;
    if (parentheses === 0 && (token === '{' || token === '}' || next === '}' || inside && selection)) return random.pick(NEWLINES);
    return glued(random, token, next) ? '' : random.pick(SPACES);
  });
}

const depth = (tokens, end) => tokens.slice(0, end + 1).reduce((sum, it) => sum + (it === '{') - (it === '}'), 0);

function glued(random, token, next = '') {
  const tight = /^[^\w"]+$/.test(token) || /^[^\w"]+$/.test(next);
  return tight && random.chance(0.3) && !/[.\d-]$/.test(token);
}

export const print = (tokens, separators) => tokens.map((token, i) => token + separators[i]).join('');
