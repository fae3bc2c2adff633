import assert from 'node:assert/strict';
import { audit, hasStatus, hasType, isAnswered, isWellFormed, needs } from './audit.mjs';
import { GRAPHQL, JSON_TYPE, post } from './http.mjs';

const TYPENAME = { query: '{ __typename }' };
const UNPARSABLE = { query: '{' };
const INVALID = { query: '{ thereIsNoSuchField }' };
const UNCOERCIBLE = { query: 'query ($b: Boolean!) { __typename @include(if: $b) }', variables: { b: 'no' } };
/** Asked for by a client that knows application/json alone. */
const legacy = (url, body) => post(url, body, { accept: JSON_TYPE });

export const RESPONSE = [
  audit('B1', 'MUST', 'When a server receives a well-formed request, it must return a well-formed response', async ({ url }) => {
    for (const body of [TYPENAME, UNPARSABLE, INVALID, UNCOERCIBLE]) isWellFormed(await post(url, body));
  }),
  audit('B2', 'MUST', "The body of the server's response MUST follow the requirements for a GraphQL-over-HTTP response, encoded in the chosen media type", async ({ url }) => {
    const response = await post(url, TYPENAME);
    isWellFormed(response);
    assert.equal(typeof response.json.data.__typename, 'string');
  }),
  audit('B3', 'MUST', 'A server MUST indicate the media type of the response with a Content-Type header', async ({ url }) => {
    for (const body of [TYPENAME, UNPARSABLE, INVALID, 'NONSENSE']) assert.ok((await post(url, body)).type, 'there is a Content-Type');
  }),
  audit('B4', 'SHOULD', 'A server SHOULD indicate the encoding', async ({ url }) => {
    for (const body of [TYPENAME, INVALID]) assert.match((await post(url, body)).headers['content-type'], /charset=utf-8/i);
  }),
  audit('B5', 'MUST', 'A server MUST support responses using the application/graphql-response+json media type', async ({ url }) => {
    const response = await post(url, TYPENAME);
    isAnswered(response);
    hasType(response, GRAPHQL);
  }),

  audit('N1', 'MUST', 'The server MUST respect the given Accept header and attempt to encode the response in the highest priority media type listed that is supported', async ({ url }) => {
    for (const accept of [`${JSON_TYPE};q=0.5, ${GRAPHQL}`, `${GRAPHQL}, ${JSON_TYPE};q=0.9`, `text/html, ${GRAPHQL};q=0.1`, `${GRAPHQL};charset=utf-8`, GRAPHQL.toUpperCase(), `${JSON_TYPE};q=0, ${GRAPHQL}`]) {
      hasType(await post(url, TYPENAME, { accept }), GRAPHQL);
    }
    hasType(await post(url, TYPENAME, { accept: `${GRAPHQL};q=0.5, ${JSON_TYPE}` }), JSON_TYPE);
  }),
  audit('N2', 'MUST', 'When no supported media type is acceptable the server MUST either respond with 406 or disregard the Accept header', async ({ url }) => {
    for (const accept of ['image/png', 'text/plain', `${GRAPHQL};q=0`, ';']) {
      const response = await post(url, TYPENAME, { accept });
      if (response.status !== 406) isAnswered(response);
    }
  }),
  audit('N3', 'SHOULD', "If Accept does not indicate support for any of the server's media types or application/json, the server SHOULD respond with 406 Not Acceptable", async ({ url }) =>
    hasStatus(await post(url, TYPENAME, { accept: 'image/png' }), 406)),
  audit('N4', 'MUST', 'Wildcards of Accept are respected', async ({ url }) => {
    for (const accept of ['*/*', 'application/*', 'text/html, */*;q=0.1']) {
      const response = await post(url, TYPENAME, { accept });
      isAnswered(response);
      hasType(response, GRAPHQL, JSON_TYPE);
    }
  }),
  audit('L1', 'SHOULD', 'To a client that accepts application/json alone, a 2xx response is sent as application/json', async ({ url }) => {
    const response = await legacy(url, TYPENAME);
    isAnswered(response);
    hasType(response, JSON_TYPE);
  }),
  audit('L2', 'SHOULD', 'To a client that accepts application/json alone, a partial success is sent with the same status code, as application/json', async (target) => {
    const response = await legacy(target.url, needs(target, 'partial'));
    hasStatus(response, 294);
    hasType(response, JSON_TYPE);
  }),
  ...[['a document that does not parse', UNPARSABLE, 400], ['a document that is not valid', INVALID, 422], ['variables that cannot be coerced', UNCOERCIBLE, 422]].map(([what, body, status], i) =>
    audit(`L${3 + i}`, 'SHOULD', `To a client that accepts application/json alone, ${what} is answered as to one that accepts application/graphql-response+json`, async ({ url }) => {
      const response = await legacy(url, body);
      hasStatus(response, status);
      hasType(response, GRAPHQL);
    })),

  ...[
    ['Fields on correct type', '{ thereIsNoSuchField }'], ['Known directives', '{ __typename @thereIsNoSuchDirective }'], ['Fragments must be used', '{ __typename } fragment F on Query { __typename }'],
    ['All variables used', 'query ($b: Boolean) { __typename }'], ['All variable uses defined', '{ __typename @include(if: $b) }'], ['Operation name uniqueness', 'query A { __typename } query A { __typename }'],
    ['Lone anonymous operation', '{ __typename } query A { __typename }'], ['Fragment spread target defined', '{ ...F }'], ['Leaf field selections', '{ __typename { a } }'],
    ['Fragment spreads must not form cycles', '{ ...F } fragment F on Query { ...F }'], ['Directives are unique per location', '{ __typename @skip(if: false) @skip(if: false) }'], ['Values of correct type', '{ __typename @skip(if: "no") }'],
  ].map(([rule, query], i) => audit(`V${1 + i}`, 'SHOULD', `Validation of a well-formed request SHOULD apply all the validation rules: ${rule}`, async ({ url }) => {
    const { json, text } = await post(url, { query });
    assert.ok(json?.errors?.length && !json.data, `no error: ${text.slice(0, 120)}`);
  })),
];
