import { Generator } from '../differential/generate.mjs';
import { mutate, pretty, print, scattered } from '../differential/mutate.mjs';
import { Random } from '../differential/random.mjs';
import { FAULTY_IDS } from './faults.mjs';

const DATA = 'id type title description contactId metadata createdDate';
const JSON_TYPE = { 'content-type': 'application/json' };
const GRAPHQL = 'application/graphql-response+json';
const text = JSON.stringify;
const post = (query, more = {}) => ({ headers: { ...JSON_TYPE, authorization: 'Bearer wbk_parity' }, body: text({ query, ...more }) });

/** Documents and variables of the differential test, one a seed. */
export function documents(schema, cases) {
  return Array.from({ length: cases }, (_, seed) => {
    const random = new Random(seed + 1);
    const { tokens, operationName, variables } = new Generator(random, schema).request();
    const mutated = random.chance(0.5) ? mutate(random, tokens) : tokens;
    const query = print(mutated, random.chance(0.5) ? scattered(random, mutated) : pretty(random, mutated));
    return {
      name: `document of seed ${seed + 1}`,
      headers: { ...JSON_TYPE, authorization: 'Bearer wbk_documents', accept: random.pick([GRAPHQL, 'application/json', '*/*']) },
      body: `{"query":${text(query)},"operationName":${text(operationName)},"variables":${variables}}`,
    };
  });
}

/** Each fault of Leadlex has a key of its own, as it may hold or break the circuit of its key. */
export const FAULTS = FAULTY_IDS.map((id) => ({
  name: `Leadlex does ${id}`,
  headers: { ...JSON_TYPE, authorization: `Bearer wbk_${id}` },
  body: text({ query: `{ activity(id: "${id}") { ${DATA} } __typename }` }),
}));

const QUERY = '{ activity(id: "act_ok1") { id title } }';
const LONG = `{ ${'a'.repeat(20_000)}: __typename }`;
const VALUES = ['1', '"a"', 'true', 'null', '[]', '{}', '[1]', '{a:1}', 'ENUM', '1.5', '$v', '12345678901234567890', '"\\u12"', '"""block"""'];
const TYPES = ['ID!', 'ID', 'String!', 'String', 'Boolean!', 'Boolean', 'Int!', 'Float', '[ID!]!', '_Any!', '[_Any!]!', 'JSON', 'DateTime'];
const ARGUMENTS = ['activity(id: X) { id }', '__type(name: X) { name }', '__typename @include(if: X)', '__typename @skip(if: X)', '_entities(representations: X) { __typename }', '__schema { types { fields(includeDeprecated: X) { name } } }'];

/** A wrong value, as a literal and as a variable, wherever a value may stand: the texts of the scalars. */
const COERCION = ARGUMENTS.flatMap((place) => [
  ...VALUES.map((value) => post(`{ ${place.replace('X', value)} }`)),
  ...TYPES.flatMap((type) => ['1', '"a"', 'true', 'null', '[]', '{"a":1}', '1.5', '1e400', '2147483648'].map((value) => ({
    ...post(''), body: `{"query":${text(`query($v: ${type}) { ${place.replace('X', '$v')} }`)},"variables":{"v":${value}}}`,
  }))),
]);

const ACCEPT = ['', '*/*', 'application/json', GRAPHQL, `${GRAPHQL};q=0`, 'text/html', ';', 'a', 'application/json;q=2', '*/*;q=0', 'application/*', 'é', `${GRAPHQL}, application/json;q=0.9`, ','.repeat(500), 'application/json; charset=utf-16'];
const CONTENT_TYPES = ['application/json', 'application/json; charset=utf-8', 'application/json; charset=utf-16', 'application/json; charset=nope', 'text/plain', 'application/graphql', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ';', '', GRAPHQL];
const AUTHORIZATION = ['', 'Bearer', 'Bearer ', 'bearer wbk_lower', 'Basic YTpi', 'Bearer a b', 'Bearer é', `Bearer ${'k'.repeat(5000)}`, 'Token x', 'Bearer\twbk_tab'];
const BODIES = ['', '{', 'null', '[]', '7', '{}', '{"query":7}', '{"query":null}', '{"query":"{__typename}","variables":[]}', '{"query":"{__typename}","variables":"{}"}', '{"query":"{__typename}","extensions":7}', '{"query":"{__typename}","operationName":7}',
  '{"query":"{__typename}","query":"{a:__typename}"}', '{"query":"{__typename}"} x', '\ufeff{"query":"{__typename}"}', '{"query":"{__typename}","other":[1,{"a":null}]}', "{'query':1}", '{"query":"\\ud800"}', '[{"query":"{__typename}"}]', '{"query":""}', '{"query":" "}', '{"query":"#"}',
  text({ query: LONG }), 'x'.repeat(300_000), text({ query: '{__typename}', extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }), text({ extensions: { persistedQuery: { version: 1, sha256Hash: 'b'.repeat(64) } } }),
  text({ extensions: { persistedQuery: { version: 2, sha256Hash: 'b' } } }), text({ documentId: 'sha256:' + 'c'.repeat(64) }), text({ documentId: 7 }), `{"query":${'['.repeat(2000)}`, `{"query":"{__typename}","variables":{"a":${'['.repeat(1500)}${']'.repeat(1500)}}}`];
const LIMITS = [`{ ${'a{'.repeat(50)}b${'}'.repeat(50)} }`, `{ ${Array.from({ length: 60 }, (_, i) => `a${i}: __typename`).join(' ')} }`, `{ ${Array.from({ length: 21 }, (_, i) => `a${i}: activity(id: "act_ok${i}") { id }`).join(' ')} }`,
  `{ __typename ${'@include(if: true) '.repeat(60)} }`, `{ ${'__typename '.repeat(3000)} }`, `{ ${'__typename '.repeat(16_000)} }`, '{ __schema { types { fields { type { fields { type { name } } } } } } }', 'subscription { a }', 'mutation { a }', 'query A { __typename } query B { __typename }'];
const URLS = ['/graphql', '/graphql?query={__typename}', '/graphql?query=%7B__typename%7D', '/graphql?query=%', '/graphql?query=%7B__typename%7D&variables=7', '/graphql?query=%7B__typename%7D&variables=%7B%7D&operationName=', '/graphql?query=mutation%7Ba%7D', '/graphql?query=%7B__typename%7D&query=1',
  `/graphql?query=%7B${'a'.repeat(7000)}:__typename%7D`, `/graphql?query=%7B${'a'.repeat(9000)}:__typename%7D`, '/graphql/', '/graphql/x', '/graphql/schema.graphql', '/', '/graphiql', '/graphiql/', '/graphiql?query={a}', '/graphiql/nope.js', '/graphiql/../application.properties', '/application.properties', '/favicon.ico',
  '/q/health', '/q/health/live', '/q/health/ready', '/q/health/started', '/q/nope', '/q/arc', '/q/dev', '/nope', '//', '/%00', '/graphql%2f', '/schema.graphql', '/robots.txt', '/.well-known/x', '/META-INF/MANIFEST.MF'];
const METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND', 'QUERY'];
const ENCODINGS = ['gzip', 'br', 'deflate', 'gzip, br', 'gzip;q=0', '*', 'identity', 'x-gzip', 'zstd', ';'];

/** Requests of any kind but documents: headers, bodies, limits, URLs, methods, assets, compression, HTTP/2. */
export function requests(assets) {
  const named = [
    ...COERCION,
    ...ACCEPT.flatMap((accept) => [{ ...post(QUERY), headers: { ...post(QUERY).headers, accept } }, { ...post('{ nope }'), headers: { ...post('').headers, accept } }]),
    ...CONTENT_TYPES.map((type) => ({ ...post(QUERY), headers: { ...post(QUERY).headers, 'content-type': type } })),
    ...AUTHORIZATION.map((authorization) => ({ ...post(QUERY), headers: { ...JSON_TYPE, authorization } })),
    { ...post(QUERY), headers: JSON_TYPE },
    ...BODIES.map((body) => ({ ...post(''), body })),
    ...LIMITS.map((query) => post(query)),
    ...URLS.flatMap((path) => [...METHODS.map((method) => ({ method, path })), { method: 'GET', path, headers: { accept: 'text/html' } }, { method: 'GET', path, headers: { origin: 'https://foreign.example', 'sec-fetch-site': 'cross-site' } }]),
    ...assets.flatMap((path) => [{ method: 'GET', path }, { method: 'GET', path, headers: { 'accept-encoding': 'gzip' } }, { method: 'HEAD', path }, { method: 'GET', path, headers: { 'if-none-match': '"x"' } }]),
    ...ENCODINGS.map((encoding) => ({ ...post(LONG), headers: { ...post(LONG).headers, 'accept-encoding': encoding } })),
    ...ENCODINGS.map((encoding) => ({ ...post(QUERY), headers: { ...post(QUERY).headers, 'content-encoding': encoding } })),
    ...['a-b', 'x'.repeat(200), 'é', 'a b', ''].map((id) => ({ ...post('{ nope }'), headers: { ...post('').headers, 'x-request-id': id } })),
    post('{ __schema { types { name description fields { name description } } } }'), post('{ _service { sdl } }'),
  ];
  return named.map((request) => ({ name: describe(request), ...request }));
}

/** Bytes that are no request, or one that few clients send. */
export const RAW = ['GET / HTTP/1.1\r\n\r\n', 'GET / HTTP/9.9\r\nHost: HOST\r\n\r\n', 'nonsense\r\n\r\n', 'GET /graphql HTTP/1.0\r\n\r\n', 'GET /q/health/live HTTP/1.1\r\nHost: HOST\r\nHost: other\r\nConnection: close\r\n\r\n',
  `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: HOST\r\n\r\n`, `GET / HTTP/1.1\r\nHost: HOST\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 'POST /graphql HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\nContent-Length: -1\r\n\r\n',
  'POST /graphql HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 'POST /graphql HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n',
  'POST /graphql HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\nX-Request-Id: raw\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: 22\r\n\r\n{"query":"{__typename}', 'GET /graphql?query={__typename} HTTP/1.1\r\nHost: HOST\r\nX-Request-Id: raw\r\nConnection: close\r\n\r\n',
  'OPTIONS * HTTP/1.1\r\nHost: HOST\r\nX-Request-Id: raw\r\nConnection: close\r\n\r\n', 'GET http://other/graphql?query={__typename} HTTP/1.1\r\nHost: HOST\r\nX-Request-Id: raw\r\nConnection: close\r\n\r\n', 'GET / HTTP/1.1\r\nHost: HOST\r\nBad Header: x\r\n\r\n', '\r\n\r\nGET /q/health/live HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n'];

function describe({ method = 'POST', path = '/graphql', headers = {}, body = '' }) {
  const shown = JSON.stringify({ ...headers, authorization: undefined });
  return `${method} ${path.slice(0, 100)} ${shown.slice(0, 200)} ${body.slice(0, 160)}`;
}
