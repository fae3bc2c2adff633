import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

export const KNOWN = 'act_7f3c4d2a-1b8e-4a9c-9d6f-2e5b8c7a1f3d';
export const KEY = 'wbk_node';

/** What Leadlex tells of each activity beside its id. */
export const ACTIVITY = {
  type: 'call',
  title: 'Discovery call with Jane',
  description: 'Discussed Q2 outsourcing plans; next step is proposal.',
  contact_id: '123e4567-e89b-12d3-a456-426614174000',
  deal_id: '3f8e1d2c-4b5a-6d7e-8f9a-0b1c2d3e4f5a',
  entity_type: null,
  entity_id: null,
  entity_name: null,
  metadata: { duration_minutes: 32, direction: 'outbound' },
  created_by_user_id: '9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d',
  created_date: '2026-04-17T14:23:05Z',
};

/** Leadlex has no more answers for this key. */
export const LIMITED_KEY = 'wbk_limited';

/**
 * A small Leadlex: knows KNOWN and any id that starts with act_ok for the key KEY, and tells at /seen what it was asked. What is
 * put to /metadata is, as it stands, the metadata of act_ok_metadata.
 */
export async function startLeadlex() {
  const seen = [];
  let metadata = '{}';
  const server = createServer((request, response) => {
    const answer = (status, body, headers) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    if (request.url === '/seen') return answer(200, seen.splice(0));
    if (request.url === '/metadata') return text(request).then((body) => { metadata = body; answer(200, {}); });
    const id = request.url.match(/^\/v1\/activities\/([^/?]+)$/)?.[1];
    seen.push({ id, authorization: request.headers.authorization });
    if (request.headers.authorization === `Bearer ${LIMITED_KEY}`) return answer(429, { error: { code: 'rate_limited' } }, { 'retry-after': '1' });
    if (request.headers.authorization !== `Bearer ${KEY}`) return answer(401, { error: { code: 'invalid_key' } });
    if (id !== KNOWN && !id?.startsWith('act_ok')) return answer(404, { error: { code: 'activity_not_found' } });
    if (id === 'act_ok_metadata') {
      return response.writeHead(200, { 'content-type': 'application/json' })
        .end(`{"data":{"activity":{"id":"${id}","type":"call","metadata":${metadata}}}}`);
    }
    return answer(200, { data: { activity: { id, ...ACTIVITY } } });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

/** What Leadlex was asked since the last time. */
export const seen = async () => (await fetch(`${process.env.LEADLEX_STUB_URL}/seen`)).json();

/** Makes this JSON text the metadata of act_ok_metadata. */
export const putMetadata = (body) => fetch(`${process.env.LEADLEX_STUB_URL}/metadata`, { method: 'PUT', body });
