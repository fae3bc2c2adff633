/** Literals, as tokens, and JSON values, as text: of a type, or of another one. */

const STRINGS = ['"act_ok1"', '"act_ok2"', '"act_none"', '"act_ok_\\u0041"', '""', '"a b"', '"Activity"', '"JSON"', '"__Type"', '"é☃😀"', '"""act_ok3"""', '"""\n  act_ok4\n  """', '"a\\nb"', '"\\u{1F600}"'];
const INTEGERS = ['0', '7', '-1', '42', '2147483648'];
const OTHERS = [['1.5'], ['-0.0'], ['1e3'], ['true'], ['false'], ['null'], ['ENUM'], ['[', ']'], ['[', '"act_ok1"', ']'], ['{', '}'], ['{', 'id', ':', '"act_ok1"', '}']];
const JSON_IDS = ['"act_ok1"', '"act_ok2"', '"act_none"', '"a b"', '""', '7', '-1', '"\\u0061ct_ok5"'];
const JSON_OTHERS = ['null', 'true', '1.5', '[]', '{}', '["act_ok1"]', '{"id":"act_ok1"}', '"text"', '0', '1e400', '"\\ud83d\\ude00"'];

/** @return tokens of a literal that the type takes, most times */
export function literal(random, type, variable = () => null) {
  if (random.slip(0.03)) return random.pick(OTHERS);
  if (type.endsWith('!')) return literal(random, type.slice(0, -1), variable);
  if (random.slip(0.02)) return ['null'];
  if (type.startsWith('[')) {
    const item = type.slice(1, -1);
    if (random.chance(0.15)) return literal(random, item, variable);
    return ['[', ...random.some(0, 3, () => variable(item) ?? literal(random, item, variable)).flat(), ']'];
  }
  switch (type) {
    case 'Boolean': return [random.pick(['true', 'false'])];
    case 'Int': return [random.pick(INTEGERS)];
    case 'Float': return [random.pick(['1.5', '-2e3', '3'])];
    case 'String': return [random.pick(STRINGS)];
    case '_Any': return representation(random, variable);
    default: return [random.chance(0.85) ? random.pick(STRINGS) : random.pick(INTEGERS)];
  }
}

function representation(random, variable) {
  const id = (random.chance(0.2) ? variable('ID') : null) ?? literal(random, 'ID');
  const fields = [['__typename', ':', '"Activity"'], ['id', ':', ...id]];
  if (random.chance(0.1)) fields.push(['extra', ':', ...random.pick(OTHERS)]);
  if (random.slip(0.05)) fields.push(['id', ':', '"act_ok2"']);
  if (random.slip(0.05)) fields.shift();
  return ['{', ...fields.flat(), '}'];
}

/** @return JSON text of a value that the type takes, most times */
export function json(random, type) {
  if (random.slip(0.08)) return random.pick(JSON_OTHERS);
  if (type.endsWith('!')) return json(random, type.slice(0, -1));
  if (random.chance(0.1)) return 'null';
  if (type.startsWith('[')) {
    const item = type.slice(1, -1);
    return random.chance(0.15) ? json(random, item) : `[${random.some(0, 3, () => json(random, item))}]`;
  }
  switch (type) {
    case 'Boolean': return random.pick(['true', 'false']);
    case 'Int': return random.pick(['0', '7', '-3', '2147483647', '2147483648', '1e2', '1.0']);
    case 'Float': return random.pick(['1.5', '2', '-1e3']);
    case '_Any': return `{"__typename":${random.slip(0.05) ? '"Nope"' : '"Activity"'},"id":${random.pick(JSON_IDS)}}`;
    default: return random.pick(JSON_IDS);
  }
}
