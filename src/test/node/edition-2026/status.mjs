import assert from 'node:assert/strict';
import { audit, hasStatus, isAnswered, isWellFormed, needs, Skipped } from './audit.mjs';
import { get, GRAPHQL, JSON_TYPE, post, send } from './http.mjs';

const TYPENAME = '{ __typename }';
const INCLUDE = 'query ($b: Boolean!) { __typename @include(if: $b) }';
const MISSHAPEN = {
  'query is missing': {}, 'query is misspelt': { qeury: TYPENAME }, 'query is null': { query: null }, 'query is a number': { query: 7 }, 'query is an object': { query: {} }, 'query is an array': { query: [TYPENAME] }, 'query is a boolean': { query: true },
  'operationName is a number': { query: TYPENAME, operationName: 7 }, 'operationName is an object': { query: TYPENAME, operationName: {} }, 'operationName is an array': { query: TYPENAME, operationName: [] }, 'operationName is a boolean': { query: TYPENAME, operationName: false },
  'variables is a string': { query: TYPENAME, variables: '{}' }, 'variables is a number': { query: TYPENAME, variables: 7 }, 'variables is an array': { query: TYPENAME, variables: [7] }, 'variables is a boolean': { query: TYPENAME, variables: false },
  'extensions is a string': { query: TYPENAME, extensions: '{}' }, 'extensions is a number': { query: TYPENAME, extensions: 7 }, 'extensions is an array': { query: TYPENAME, extensions: [] }, 'extensions is a boolean': { query: TYPENAME, extensions: true },
  'the body is an array': [{ query: TYPENAME }], 'the body is a string': '"text"', 'the body is a number': '7', 'the body is null': 'null',
};
const misshapen = Object.entries(MISSHAPEN).map(([what, body], i) => audit(`M${1 + i}`, 'SHOULD', `If the request is not a well-formed GraphQL-over-HTTP request, status code 422 SHOULD be used: ${what}`,
  async ({ url }) => hasStatus(await post(url, body), 422)));

/** A refusal of which only the status code is told. */
const should = (id, status, name, ask) => audit(id, 'SHOULD', name, async (target) => hasStatus(await ask(target), status));

export const STATUS = [
  audit('C1', 'MUST', 'If the response contains the {data} entry and it is not {null}, then the server MUST reply with a 2xx status code', async (target) => {
    for (const body of [{ query: TYPENAME }, ...(target.partial ? [target.partial] : [])]) {
      const { status, json, text } = await post(target.url, body);
      assert.ok(json?.data && status >= 200 && status < 300, `${status} ${text.slice(0, 120)}`);
    }
  }),
  should('C2', 200, 'If the response contains the {data} entry and does not contain the {errors} entry, then the server SHOULD reply with a 200 status code', ({ url }) => post(url, { query: TYPENAME })),
  should('C3', 294, 'If the response contains both the {data} entry and the {errors} entry, then the server SHOULD reply with a 294 status code', (target) => post(target.url, needs(target, 'partial'))),
  should('C4', 294, 'If the response contains both the {data} entry, being {null}, and the {errors} entry, then the server SHOULD reply with a 294 status code', (target) => post(target.url, needs(target, 'nothing'))),
  audit('C5', 'MUST', 'If the response does not contain the {data} entry then the server MUST reply with an appropriate 4xx or 5xx status code', async ({ url }) => {
    for (const body of [{ query: '{' }, { query: '{ thereIsNoSuchField }' }, { query: INCLUDE }, { query: TYPENAME, operationName: 'Nope' }, {}, 'NONSENSE']) {
      for (const accept of [GRAPHQL, JSON_TYPE, '*/*']) {
        const { status, json, text } = await post(url, body, { accept });
        assert.ok(json?.data !== undefined || status >= 400, `${status} ${text.slice(0, 120)} for ${JSON.stringify(body)}, Accept: ${accept}`);
      }
    }
  }),
  audit('C6', 'MUST', 'In case of errors that completely prevent a well-formed response, the server MUST NOT use the application/graphql-response+json media type', async ({ url }) => {
    for (const [body, headers] of [['NONSENSE'], [''], ['[]'], [{ query: TYPENAME }, { 'content-type': 'text/plain' }], [{ query: TYPENAME }, { accept: 'image/png' }]]) {
      const response = await post(url, body, headers);
      if (response.type === GRAPHQL) isWellFormed(response);
    }
  }),
  should('C7', 405, 'If a mutation is attempted via the GET verb, status code 405 SHOULD be used', ({ url }) => get(url, { query: 'mutation { __typename }' })),
  ...['PUT', 'DELETE', 'PATCH'].map((method, i) => should(`C8${'abc'[i]}`, 405, `If the request uses an unsupported HTTP method, status code 405 SHOULD be used: ${method}`, ({ url }) =>
    send(url, { method, body: { query: TYPENAME }, headers: { 'content-type': JSON_TYPE, accept: GRAPHQL } }))),
  ...['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'application/graphql+nope'].map((type, i) => should(`C9${'abcd'[i]}`, 415,
    `If the Content-Type of the request is not supported, status code 415 SHOULD be used: ${type}`, async ({ url }) => {
      const response = await post(url, { query: TYPENAME }, { 'content-type': type });
      if (response.json?.data) throw new Skipped('it is supported');
      return response;
    })),
  should('C10', 406, 'If none of the media types in the Accept header are supported and it does not include application/json, then status code 406 SHOULD be used', ({ url }) => post(url, { query: TYPENAME }, { accept: 'application/xml, text/plain' })),
  should('C11', 408, 'If the client did not produce a request within the time that the server was prepared to wait, status code 408 SHOULD be used', async ({ url, patienceMillis = 15_000 }) => {
    try {
      return await post(url, '{"query":', {}, { unfinished: true, timeoutMillis: patienceMillis });
    } catch (error) {
      if (error.name === 'AbortError' || error.name === 'TimeoutError') throw new Skipped(`the server waits longer than ${patienceMillis} ms`);
      throw error;
    }
  }),
  should('C12', 414, 'If the size of the URI was too large, status code 414 SHOULD be used', ({ url }) => get(url, { query: `{ __typename #${'x'.repeat(500_000)}\n}` })),
  should('C13', 431, 'If the size of the request headers was too large, status code 431 SHOULD be used', ({ url }) => post(url, { query: TYPENAME }, { 'x-large': 'x'.repeat(500_000) })),
  should('C14', 413, 'If the size of the POST request body was too large, status code 413 SHOULD be used', ({ url }) => post(url, { query: `{ __typename #${'x'.repeat(64_000_000)}\n}` })),
  ...['NONSENSE', '{"query":', '', '{"query":"{ __typename }"} {}', "{'query':'{ __typename }'}"].map((body, i) => should(`C15${'abcde'[i]}`, 400,
    `If the JSON body of the request could not be parsed, status code 400 SHOULD be used: ${body || 'an empty body'}`, ({ url }) => post(url, body))),
  ...misshapen,
  should('C16', 422, 'If the request is not a well-formed GraphQL-over-HTTP request, status code 422 SHOULD be used: a GET without a query', ({ url }) => get(url, { operationName: 'A' })),
  should('C17', 422, 'If the request is not a well-formed GraphQL-over-HTTP request, status code 422 SHOULD be used: variables of a GET that are no JSON object', ({ url }) => get(url, { query: TYPENAME, variables: '[7]' })),
  ...['{', '}', '{ __typename', '{ a(b: "c) }', "{ a(b: 'c') }"].map((query, i) => should(`C18${'abcde'[i]}`, 400, `If the GraphQL document in the request cannot be parsed, status code 400 SHOULD be used: ${query}`, ({ url }) => post(url, { query }))),
  should('C19', 422, 'If the request does not pass GraphQL validation, status code 422 SHOULD be used', ({ url }) => post(url, { query: '{ thereIsNoSuchField }' })),
  should('C20', 422, 'If the operation to execute cannot be unambiguously determined, status code 422 SHOULD be used: there are several, none is named', ({ url }) => post(url, { query: 'query A { __typename } query B { __typename }' })),
  should('C21', 422, 'If the operation to execute cannot be unambiguously determined, status code 422 SHOULD be used: there is none of that name', ({ url }) => post(url, { query: TYPENAME, operationName: 'Nope' })),
  should('C22', 422, "If the variable values cannot be coerced to match the operation's variable definitions, status code 422 SHOULD be used: one is missing", ({ url }) => post(url, { query: INCLUDE })),
  should('C23', 422, "If the variable values cannot be coerced to match the operation's variable definitions, status code 422 SHOULD be used: one is of another type", ({ url }) => post(url, { query: INCLUDE, variables: { b: 'no' } })),
  should('C24', 422, 'If CoerceVariableValues() raises a request error, the server SHOULD NOT execute the request: null for a non-null type', ({ url }) => post(url, { query: INCLUDE, variables: { b: null } })),
  audit('C25', 'SHOULD', 'If the client is not permitted to issue the GraphQL request, then the server SHOULD reply with 401, 403 or similar', async (target) => {
    const { headers, ...body } = needs(target, 'forbidden');
    hasStatus(await post(target.url, body, headers), 401, 403);
  }),
  audit('C26', 'SHOULD', 'Validation, coercion and look-up of the operation fail without execution: there is no {data}', async ({ url }) => {
    for (const body of [{ query: '{ thereIsNoSuchField }' }, { query: INCLUDE }, { query: TYPENAME, operationName: 'Nope' }]) {
      assert.ok(!('data' in ((await post(url, body)).json ?? {})), 'there is data');
    }
    isAnswered(await post(url, { query: TYPENAME }));
  }),
];
