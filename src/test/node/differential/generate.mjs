import { getNamedType, isCompositeType } from 'graphql17';
import { json, literal } from './values.mjs';

const VARIABLE_TYPES = ['ID', 'ID!', '[ID]', '[ID!]!', 'String', 'String!', 'Boolean', 'Boolean!', 'Int', 'Float!', '_Any', '_Any!', '[_Any!]!', '[_Any]', 'DateTime', 'JSON', 'Activity', 'Nope'];
const DESCRIPTIONS = ['"what it is for"', '"""\nseveral\nlines\n"""'];

/**
 * Makes a request that our schema takes, most times: the document as tokens, the variables as JSON text, a name of an operation or
 * none. What is wrong in it is what people get wrong; what nobody would write comes from mutate.mjs.
 */
export class Generator {
  #random;
  #schema;
  #fragments = [];
  #lookups = 0;

  constructor(random, schema) {
    this.#random = random;
    this.#schema = schema;
  }

  request() {
    const random = this.#random;
    for (const name of random.chance(0.5) ? random.some(1, 3, (_, i) => `F${i}`) : []) this.#fragments.push(this.#fragment(name));
    const most = random.chance(0.8) ? 1 : 3;
    const operations = random.some(1, most, (_, i) => this.#operation(i, most === 1));
    const spread = new Set([...operations, ...this.#fragments].flatMap(({ tokens }) => tokens));
    const definitions = [...operations, ...this.#fragments.filter(({ name }) => spread.has(name) && !random.slip(0.02) || random.slip(0.05))];
    if (random.chance(0.3)) definitions.reverse();
    const chosen = random.pick(operations);
    const variables = [...chosen.variables].flatMap(([name, type]) => random.slip(0.1) ? [] : [`${JSON.stringify(name)}:${!type.endsWith('!') && random.chance(0.2) ? 'null' : json(random, type)}`]);
    if (random.slip(0.05)) variables.push('"unknown":1');
    const named = operations.length > 1 ? !random.slip(0.1) : random.chance(0.3);
    return {
      tokens: definitions.flatMap(({ tokens }) => tokens),
      operationName: named ? (random.slip(0.03) ? random.pick(['Nope', '']) : chosen.name) : null,
      variables: random.chance(0.03) && !variables.length ? 'null' : `{${variables}}`,
    };
  }

  #operation(index, alone) {
    const random = this.#random;
    const scope = new Map();
    const root = this.#schema.getQueryType();
    const selection = this.#selection(root, 0, scope);
    if (random.slip(0.03)) scope.set('unused', random.pick(VARIABLE_TYPES));
    const directives = random.slip(0.05) ? this.#directives(scope) : [];
    if (!scope.size && index === 0 && (alone ? random.chance(0.3) : random.slip(0.3))) return { tokens: selection, variables: scope, name: null };
    const name = `Q${random.slip(0.05) ? 0 : index}`;
    const kind = random.slip(0.05) ? random.pick(['mutation', 'subscription']) : 'query';
    return {
      tokens: [...this.#description(), kind, ...(random.slip(0.1) ? [] : [name]), ...this.#definitions(scope), ...directives, ...selection],
      variables: scope,
      name,
    };
  }

  #definitions(scope) {
    if (!scope.size) return [];
    const random = this.#random;
    return ['(', ...[...scope].flatMap(([name, type]) => [
      ...this.#description(), '$', name, ':', ...type.match(/\w+|[[\]!]/g),
      ...(random.chance(type.endsWith('!') ? 0.1 : 0.4) ? ['=', ...literal(random, type)] : []),
      ...(random.slip(0.02) ? ['@', random.pick(['deprecated', 'nope', 'include'])] : []),
    ]), ')'];
  }

  #description() {
    return this.#random.chance(0.03) ? [this.#random.pick(DESCRIPTIONS)] : [];
  }

  #fragment(name) {
    const random = this.#random;
    const type = random.chance(0.6) ? 'Activity' : random.pick(random.slip(0.1) ? ['Nope', 'JSON'] : ['Query', '_Entity', '__Type', '_Service']);
    const scope = new Map();
    const composite = this.#schema.getType(type);
    const selection = isCompositeType(composite) ? this.#selection(composite, 2, scope) : ['{', 'id', '}'];
    return { name, type, scope, tokens: [...this.#description(), 'fragment', name, 'on', type, ...(random.slip(0.03) ? this.#directives(null) : []), ...selection] };
  }

  #selection(type, depth, scope) {
    const fields = Object.values(type.getFields?.() ?? {});
    const chosen = this.#random.some(1, 3, () => this.#item(type, fields, depth, scope));
    return ['{', ...chosen.flat(), '}'];
  }

  #item(type, fields, depth, scope) {
    const random = this.#random;
    const kind = random.next();
    if (kind < 0.1 && depth < 5) {
      const on = random.chance(0.3) ? [] : ['on', random.slip(0.07) ? random.pick(['Activity', 'Query', '_Entity', 'String', 'Nope']) : type.name];
      return ['...', ...on, ...this.#directives(scope), ...this.#selection(type, depth + 1, scope)];
    }
    const fragment = random.pick(this.#fragments);
    if (kind < 0.25 && fragment && (fragment.type === type.name || random.slip(0.05))) {
      for (const [name, variableType] of fragment.scope) scope.set(name, variableType);
      return ['...', fragment.name, ...this.#directives(scope)];
    }
    if (kind < 0.35 || !fields.length) return [...this.#alias(), '__typename', ...this.#directives(scope)];
    if (random.slip(0.01)) return [random.pick(['nope', 'iid', 'query'])];
    if (kind < 0.42 && type.name === 'Query') return this.#field(random.pick(['__type', '__schema']), depth, scope);
    return this.#field(random.pick(fields).name, depth, scope, type);
  }

  #alias() {
    return this.#random.chance(0.3) ? [this.#random.chance(0.2) ? this.#random.pick(['a', 'b', 'id', '__typename']) : `a${this.#random.below(1000)}`, ':'] : [];
  }

  #field(name, depth, scope, parent) {
    const random = this.#random;
    const meta = { __type: ['__Type', { name: 'String!' }], __schema: ['__Schema', {}] }[name];
    const field = parent?.getFields()[name];
    const type = meta ? this.#schema.getType(meta[0]) : getNamedType(field.type);
    const args = meta ? meta[1] : Object.fromEntries(field.args.map((it) => [it.name, String(it.type)]));
    if (name === 'activity' || name === '_entities') this.#lookups++;
    // Each look-up counts, in all operations and fragments: a document stays below the limit, however often it spreads.
    const leaf = !isCompositeType(type) || depth > 5 || this.#lookups > 5;
    const selection = isCompositeType(type) ? (leaf ? ['{', '__typename', '}'] : this.#selection(type, depth + 1, scope)) : [];
    if (random.slip(0.02)) selection.splice(0);
    else if (!selection.length && random.slip(0.02)) selection.push('{', 'id', '}');
    return [...this.#alias(), name, ...this.#arguments(args, scope), ...this.#directives(scope), ...selection];
  }

  #arguments(args, scope) {
    const random = this.#random;
    const given = Object.entries(args).filter(([, type]) => type.endsWith('!') ? !random.slip(0.03) : random.chance(0.3))
      .flatMap(([name, type]) => [name, ':', ...this.#value(type, scope)]);
    if (random.slip(0.02)) given.push('nope', ':', ...literal(random, 'ID'));
    return given.length ? ['(', ...given, ')'] : [];
  }

  #value(type, scope) {
    if (scope && this.#random.chance(0.4)) return this.#variable(type, scope);
    return literal(this.#random, type, (item) => scope && this.#random.chance(0.15) ? this.#variable(item, scope) : null);
  }

  /** A variable of the type, of a stricter or laxer one, or one that nothing declares. */
  #variable(type, scope) {
    const random = this.#random;
    if (random.slip(0.03)) return ['$', 'undeclared'];
    const name = `v${scope.size}`;
    const known = [...scope].filter(([, other]) => other === type);
    if (known.length && random.chance(0.5)) return ['$', random.pick(known)[0]];
    scope.set(name, random.slip(0.04) ? random.pick(VARIABLE_TYPES) : random.chance(type === 'Boolean!' ? 0.3 : 0.1) ? type.replace(/!$/, '') : type);
    return ['$', name];
  }

  #directives(scope) {
    const random = this.#random;
    if (!random.chance(0.12)) return [];
    const name = random.slip(0.1) ? random.pick(['deprecated', 'nope', 'specifiedBy', 'key', 'oneOf', 'defer']) : random.pick(['include', 'skip']);
    return ['@', name, ...(random.slip(0.05) ? [] : ['(', 'if', ':', ...this.#value('Boolean!', scope), ')']), ...(random.slip(0.03) ? ['@', name] : [])];
  }
}
