import { buildClientSchema, execute, getIntrospectionQuery, getOperationAST, isEnumType, isObjectType, MaxIntrospectionDepthRule, parse, specifiedRules, validate } from 'graphql17';

/** A selection set that is empty is newer than the specification of September 2025. */
const GRAMMAR = { allowEmptySelectionSets: false };
/** A limit, not a rule of the specification; ours is another one. */
const RULES = specifiedRules.filter((rule) => rule !== MaxIntrospectionDepthRule);
const ID = /^(?!\.{1,2}$)[A-Za-z0-9._~-]{1,128}$/;

/** What graphql-js makes of a request on the schema that the service tells. */
export class Reference {
  #schema;
  #activity;
  #sdl;

  /** @param ask sends a document to the service and gives the data; @param activity what the stand-in for Leadlex knows of each */
  static async of(ask, activity) {
    const reference = new Reference();
    const introspection = await ask(getIntrospectionQuery({ specifiedByUrl: true, directiveIsRepeatable: true, inputValueDeprecation: true, oneOf: true, schemaDescription: true }));
    reference.#schema = buildClientSchema(introspection);
    introspection.__schema.types.forEach((told) => as(told, reference.#schema.getType(told.name)));
    reference.#schema.getType('_Entity').resolveType = () => 'Activity';
    reference.#sdl = (await ask('{ _service { sdl } }'))._service.sdl;
    reference.#activity = activity;
    return reference;
  }

  get schema() {
    return this.#schema;
  }

  /** @return refused by a code, or answered with data; errors each with code, path and lines */
  async answer({ query, operationName, variables }) {
    let document;
    try {
      document = parse(query, GRAMMAR);
    } catch (error) {
      return refused('GRAPHQL_PARSE_FAILED', [error]);
    }
    const invalid = validate(this.#schema, document, RULES, { maxErrors: Infinity });
    if (invalid.length) return refused('GRAPHQL_VALIDATION_FAILED', invalid);
    if (!getOperationAST(document, operationName)) return refused('OPERATION_RESOLUTION_FAILURE', []);
    const result = await execute({ schema: this.#schema, document, operationName, variableValues: JSON.parse(variables) ?? {}, rootValue: this.#root() });
    if (!('data' in result)) return refused('BAD_USER_INPUT', result.errors);
    return { data: result.data, errors: (result.errors ?? []).map((error) => told(error, error.extensions.code ?? 'BAD_USER_INPUT')) };
  }

  #root() {
    return {
      activity: ({ id }) => this.#find(id),
      _entities: ({ representations }) => representations.map((it) =>
        it?.__typename === 'Activity' && (typeof it.id === 'string' || Number.isInteger(it.id)) ? this.#find(String(it.id)) : failure('BAD_USER_INPUT')),
      _service: () => ({ sdl: this.#sdl }),
    };
  }

  #find(id) {
    if (!ID.test(id)) return failure('BAD_USER_INPUT');
    return id.startsWith('act_ok') ? { id, ...this.#activity } : failure('NOT_FOUND');
  }
}

/**
 * Makes a type of graphql-js' own (a scalar, or one of introspection) what the service tells of it: each library has its own
 * texts and order; graphql-js has fields and arguments that are newer than the specification of September 2025, and graphql-java
 * keeps specifiedByUrl, which drafts had for specifiedByURL. Types of arguments stay.
 */
function as(told, type) {
  type.description = told.description;
  if (isEnumType(type)) type._values = told.enumValues.map(({ name, description }) => Object.assign(type.getValue(name), { description }));
  if (!isObjectType(type)) return;
  const fields = type.getFields();
  type._fields = Object.fromEntries(told.fields.map(({ name, description, deprecationReason, args }) => {
    const field = fields[name] ?? { ...fields.specifiedByURL, name };
    const known = args.map((arg) => Object.assign(field.args.find((it) => it.name === arg.name), { description: arg.description }));
    return [name, Object.assign(field, { description, deprecationReason, args: known })];
  }));
}

const failure = (code) => Object.assign(new Error(code), { extensions: { code } });
const told = (error, code) => ({ code, message: error.message, path: error.path, lines: (error.locations ?? []).map(({ line }) => line) });
const refused = (code, errors) => ({ refused: code, errors: errors.map((error) => told(error, code)) });
