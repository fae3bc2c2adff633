import assert from 'node:assert/strict';
import { audit, hasStatus, hasType, isAnswered, isRefused, Skipped } from './audit.mjs';
import { get, GRAPHQL, JSON_TYPE, post, send } from './http.mjs';

const TYPENAME = '{ __typename }';
const TWO = 'query A { a: __typename } query B { b: __typename }';
const INCLUDE = 'query ($b: Boolean!) { __typename @include(if: $b) }';

/** Skips where GET is not supported, which is allowed. */
async function getting(url, query, headers) {
  if ((await get(url, { query: TYPENAME })).status === 405) throw new Skipped('GET is not supported here');
  return get(url, query, headers);
}

export const REQUEST = [
  audit('U1', 'MUST', 'A server MUST enable GraphQL requests to one or more GraphQL schemas', async ({ url }) => isAnswered(await post(url, { query: TYPENAME }))),
  audit('U2', 'MAY', 'Server URLs which enable GraphQL requests MAY also be used for other purposes', async ({ url }) =>
    hasStatus(await send(url, { method: 'GET', headers: { accept: 'text/html' } }), 200, 301, 302, 303, 307, 308)),
  audit('S1', 'MUST', 'Servers and clients MUST support JSON', async ({ url }) => isAnswered(await post(url, { query: TYPENAME }, { accept: `${GRAPHQL}, ${JSON_TYPE};q=0.9` }))),
  audit('S2', 'MUST', 'If the media type in Content-Type does not include encoding information, utf-8 MUST be assumed', async ({ url }) =>
    isAnswered(await post(url, Buffer.from('{"query":"{ __typename # é☃😀\\n}"}', 'utf8')))),
  audit('S3', 'MUST', 'If the media type in Accept does not include encoding information, utf-8 MUST be assumed', async ({ url }) => {
    const charset = (await post(url, { query: TYPENAME })).headers['content-type'].match(/charset="?([\w-]+)/i)?.[1] ?? 'utf-8';
    assert.equal(charset.toLowerCase(), 'utf-8');
  }),

  audit('R1', 'MUST', 'A server MUST accept POST requests', async ({ url }) => isAnswered(await post(url, { query: TYPENAME }))),
  audit('R2', 'MAY', 'A server MAY accept other HTTP methods, such as GET', async ({ url }) => isAnswered(await get(url, { query: TYPENAME }))),
  audit('R3', 'MUST', '{query} does not have to parse to be part of a well-formed request: a well-formed response must be returned', async ({ url }) => {
    const response = await post(url, { query: '{' });
    assert.ok(Array.isArray(response.json?.errors), `no errors in ${response.text.slice(0, 120)}`);
  }),

  audit('G1', 'MUST', 'For HTTP GET requests, the parameters MUST be provided in the query component of the URL, encoded as application/x-www-form-urlencoded', async ({ url }) => {
    isAnswered(await getting(url, 'query=%7B+__typename%20%7D'));
    isAnswered(await get(url, 'query=%7B%0A+%23%2B%0A__typename%7D'));
  }),
  audit('G2', 'MUST', 'The {query} parameter of a GET MUST be the source text of the document: it is decoded once', async ({ url }) => {
    isAnswered(await getting(url, { query: '{ __typename # 100 % and %7D and + \n}' }));
  }),
  audit('G3', 'MUST', 'The {operationName} parameter of a GET represents the name of the operation to be executed', async ({ url }) => {
    const response = await getting(url, { query: TWO, operationName: 'B' });
    isAnswered(response);
    assert.deepEqual(Object.keys(response.json.data), ['b']);
  }),
  audit('G4', 'MUST', 'The {variables} parameter of a GET, if present and not the empty string, MUST be encoded as a JSON string', async ({ url }) => {
    assert.deepEqual((await getting(url, { query: INCLUDE, variables: '{"b":true}' })).json?.data != null, true);
    assert.deepEqual((await get(url, { query: INCLUDE, variables: '{"b":false}' })).json?.data, {});
  }),
  audit('G5', 'MUST', 'The {extensions} parameter of a GET, if present and not the empty string, MUST be encoded as a JSON string', async ({ url }) =>
    isAnswered(await getting(url, { query: TYPENAME, extensions: '{"a":{"b":1}}' }))),
  audit('G6', 'MUST', 'Specifying the empty string for optional request parameters is equivalent to not specifying them at all', async ({ url }) =>
    isAnswered(await getting(url, { query: TYPENAME, operationName: '', variables: '', extensions: '' }))),
  audit('G7', 'MUST', 'operationName=null represents an operation with the name "null"', async ({ url }) => {
    isAnswered(await getting(url, { query: 'query null { __typename }', operationName: 'null' }));
    isRefused(await get(url, { query: TYPENAME, operationName: 'null' }));
  }),
  audit('G8', 'MUST', 'GET requests MUST NOT be used for executing mutation operations: the server MUST respond with an appropriate 4xx status code', async ({ url }) =>
    isRefused(await getting(url, { query: 'mutation { __typename }' }))),
  audit('G9', 'SHOULD', 'For a mutation by GET status code 405 (Method Not Allowed) is RECOMMENDED', async ({ url }) =>
    hasStatus(await getting(url, { query: 'mutation { __typename }' }), 405)),
  audit('G10', 'MUST', 'If status code 405 is used then the Allow header must be included', async ({ url }) => {
    for (const response of [await get(url, { query: 'mutation { __typename }' }), await send(url, { method: 'PUT', body: '{}', headers: { 'content-type': JSON_TYPE } })]) {
      if (response.status === 405) assert.match(response.headers.allow ?? 'none', /\bPOST\b/);
    }
  }),

  audit('P1', 'MUST', 'A server MUST support POST requests encoded with the application/json media type encoded with UTF-8', async ({ url }) => {
    for (const type of ['application/json', 'application/json; charset=utf-8', 'application/json;charset=UTF-8']) {
      isAnswered(await post(url, { query: '{ __typename # é☃😀\n}' }, { 'content-type': type }));
    }
  }),
  audit('P4', 'MUST', 'A server must comply with RFC 9110: names of media types have no case, values of parameters may be quoted', async ({ url }) => {
    for (const type of ['Application/JSON', 'application/json; charset="utf-8"']) isAnswered(await post(url, { query: '{ __typename }' }, { 'content-type': type }));
  }),
  audit('P2', 'MUST', 'For POST requests using an officially recognized Content-Type without indicating an encoding, the server MUST assume the encoding is utf-8', async ({ url }) =>
    isAnswered(await post(url, Buffer.from('{"query":"query { __typename } # \u00fc\u4e16"}', 'utf8')))),
  audit('P3', 'SHOULD', 'If the client does not supply a Content-Type header with a POST request, the server SHOULD reject the request using the appropriate 4xx status code', async ({ url }) =>
    isRefused(await send(url, { body: { query: TYPENAME }, headers: { accept: GRAPHQL } }))),

  audit('J1', 'MUST', 'When encoded in JSON, {query} is the string representation of the source text of the document', async ({ url }) =>
    isAnswered(await post(url, { query: '# \\ " é\n{ __typename }' }))),
  audit('J2', 'MUST', 'When encoded in JSON, {operationName} is an optional string', async ({ url }) => {
    const response = await post(url, { query: TWO, operationName: 'B' });
    isAnswered(response);
    assert.deepEqual(Object.keys(response.json.data), ['b']);
  }),
  audit('J3', 'MUST', 'When encoded in JSON, {variables} is an optional object, the keys of which are the variable names', async ({ url }) => {
    assert.deepEqual((await post(url, { query: INCLUDE, variables: { b: false } })).json?.data, {});
  }),
  audit('J4', 'MUST', 'When encoded in JSON, {extensions} is an optional object', async ({ url }) => isAnswered(await post(url, { query: TYPENAME, extensions: { a: [1, { b: null }] } }))),
  audit('J5', 'MUST', 'Servers receiving a request with additional properties MUST ignore properties they do not understand', async ({ url }) =>
    isAnswered(await post(url, { query: TYPENAME, id: 7, batch: [], onError: 'NULL' }))),
  ...['operationName', 'variables', 'extensions'].map((parameter, i) =>
    audit(`J${6 + i}`, 'MUST', `Specifying null for optional request parameters is equivalent to not specifying them at all: {${parameter}}`, async ({ url }) =>
      isAnswered(await post(url, { query: TYPENAME, [parameter]: null })))),

  audit('A1', 'MAY', 'If a client does not supply the Accept header then the server may respond with an error, or with any content type it chooses', async ({ url }) => {
    const response = await send(url, { body: { query: TYPENAME }, headers: { 'content-type': JSON_TYPE } });
    isAnswered(response);
    hasType(response, GRAPHQL, JSON_TYPE);
  }),
];
