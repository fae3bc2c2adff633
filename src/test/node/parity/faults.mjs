import { once } from 'node:events';
import { createServer } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { ACTIVITY } from '../leadlex.mjs';

const MEBIBYTE = 1 << 20;
const body = (id, more = {}) => JSON.stringify({ data: { activity: { id, ...ACTIVITY, ...more } } });
const sized = (id, bytes) => body(id, { description: 'x'.repeat(bytes) });
const json = (response, status, text, headers = {}) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);

const STATUSES = [200, 201, 202, 204, 206, 207, 226, 294, 301, 302, 304, 307, 308, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 413, 415, 418, 422, 425, 429, 451, 500, 501, 502, 503, 504, 507, 511, 599];
const BODIES = {
  empty: '', html: '<html><body>nginx</body></html>', null: 'null', number: '7', list: '[]', object: '{}', broken: '{"data":{"activity":{"id":', twice: '{}{}', text: '"text"',
  nested: '{"error":{"code":"said_so","message":"m"}}', flat: '{"error":"said_so","message":"m"}', bare: '{"code":"said_so","message":"m"}', odd: '{"error":{"code":7}}', shouting: '{"error":{"code":"SAID SO!"}}',
  absent: '{"data":{"activity":null}}', none: '{"data":{}}', other: '{"data":{"activity":{"id":"another","type":"call"}}}', deep: '['.repeat(5000), bom: '\ufeff{}',
};
const HEADERS = {
  'retry-7': { 'retry-after': '7' }, 'retry-lenient': { 'retry-after': '2.0' }, 'retry-list': { 'retry-after': '5, 9' }, 'retry-nonsense': { 'retry-after': 'soon' }, 'retry-negative': { 'retry-after': '-5' },
  'head-9000': { 'content-security-policy': 'x'.repeat(9000) }, 'head-60000': { 'content-security-policy': 'x'.repeat(60_000) },
  'type-html': { 'content-type': 'text/html' }, 'type-latin': { 'content-type': 'application/json;charset=iso-8859-1' }, 'type-nonsense': { 'content-type': ';;' },
};
const VALUES = {
  'type-null': { type: null }, 'type-number': { type: 7 }, 'title-number': { title: 7 }, 'title-object': { title: {} }, 'contact-odd': { contact_id: 'not a UUID' }, 'contact-number': { contact_id: 12 },
  'date-space': { created_date: '2026-04-17 14:23:05' }, 'date-offset': { created_date: '2026-04-17T14:23:05.123456789+05:30' }, 'date-short': { created_date: '2026-04-17T14:23Z' }, 'date-only': { created_date: '2026-04-17' }, 'date-number': { created_date: 1e12 },
  'metadata-null': { metadata: null }, 'metadata-text': { metadata: 'é☃😀' }, 'metadata-list': { metadata: [1, [2, { a: null }]] },
};
const NUMBERS = ['12345678901234567890', '1.10', '1e400', '-0', '0.1e-7', '1E5'];
const PACKED = { gzip: gzipSync, 'x-gzip': gzipSync, deflate: deflateSync, 'deflate-raw': deflateRawSync, br: brotliCompressSync, 'gzip-gzip': (text) => gzipSync(gzipSync(text)), 'gzip-cut': (text) => gzipSync(text).subarray(0, 60), 'gzip-not': (text) => Buffer.from(text) };
const NAMED = { 'deflate-raw': 'deflate', 'gzip-gzip': 'gzip, gzip', 'gzip-cut': 'gzip', 'gzip-not': 'gzip' };
const SIZES = [1, 4, 7, 9, 30, 100];

/** What the id asks for is done: by the id's first part. */
const FAULTS = {
  status: (response, id, status, kind) => response.writeHead(Number(status), { 'content-type': 'application/json' }).end(['204', '304'].includes(status) ? '' : BODIES[kind]),
  head: (response, id, ...kind) => json(response, kind[0] === 'retry' ? 429 : 200, body(id), HEADERS[kind.join('-')]),
  unavailable: (response, id, ...kind) => json(response, 503, '', HEADERS[kind.join('-')]),
  value: (response, id, ...kind) => json(response, 200, body(id, VALUES[kind.join('-')])),
  number: (response, id, at) => json(response, 200, `{"data":{"activity":{"id":"${id}","type":"call","metadata":{"10":1,"2":${NUMBERS[at]}}}}}`),
  packed: (response, id, ...kind) => json(response, 200, PACKED[kind.join('-')](body(id)), { 'content-encoding': NAMED[kind.join('-')] ?? kind.join('-') }),
  bomb: (response, id) => json(response, 200, gzipSync(sized(id, 100 * MEBIBYTE)), { 'content-encoding': 'gzip' }),
  mebibytes: (response, id, many) => json(response, 200, sized(id, Number(many) * MEBIBYTE)),
  chunked: (response, id, many) => { response.writeHead(200, { 'content-type': 'application/json' }); response.write(body(id).slice(0, 30)); response.end(sized(id, Number(many) * MEBIBYTE).slice(30)); },
  failing: (response, id, status) => json(response, Number(status), sized(id, 9 * MEBIBYTE)),
  cut: (response, id) => { response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 }); response.write('{"data"'); setTimeout(() => response.destroy(), 20); },
  reset: (response) => response.socket.resetAndDestroy(),
  trickles: (response) => { response.writeHead(200, { 'content-type': 'application/json' }); const timer = setInterval(() => response.write(' '), 50); response.on('close', () => clearInterval(timer)); },
  hangs: () => {},
  accepted: (response, id) => json(response, 200, body(id, { description: response.req.headers['accept-encoding'] ?? 'nothing', title: response.req.headers.accept ?? 'nothing' })),
};

/** One id for each fault that Leadlex and the network have for us. */
export const FAULTY_IDS = [
  ...STATUSES.flatMap((status) => Object.keys(BODIES).filter((kind, i) => status >= 400 || status === 200 || i < 2).map((kind) => `status-${status}-${kind}`)),
  ...Object.keys(HEADERS).flatMap((kind) => [`head-${kind}`, ...(kind.startsWith('retry') ? [`unavailable-${kind}`] : [])]),
  ...Object.keys(VALUES).map((kind) => `value-${kind}`),
  ...NUMBERS.map((_, at) => `number-${at}`),
  ...Object.keys(PACKED).map((kind) => `packed-${kind}`),
  ...SIZES.flatMap((many) => [`mebibytes-${many}`, `chunked-${many}`]),
  ...[401, 403, 404, 429, 500, 503].map((status) => `failing-${status}`),
  'bomb-1', 'cut-1', 'reset-1', 'trickles-1', 'hangs-1', 'accepted-1',
];

/** A Leadlex that does what the asked id says. */
export async function startFaultyLeadlex() {
  const server = createServer((request, response) => {
    const id = request.url.match(/^\/v1\/activities\/([^/?]+)$/)[1];
    const [fault, ...rest] = id.split('-');
    if (FAULTS[fault]) FAULTS[fault](response, id, ...rest);
    else if (id.startsWith('act_ok')) json(response, 200, body(id));
    else json(response, 404, '{"error":{"code":"activity_not_found"}}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => { server.closeAllConnections(); server.close(); } };
}
