import { once } from 'node:events';
import { request } from 'node:http';
import { request as requestTls } from 'node:https';

export const GRAPHQL = 'application/graphql-response+json';
export const JSON_TYPE = 'application/json';

/**
 * One request on a connection of its own, as it is given: node:http, unlike fetch, sends any method and adds no header.
 *
 * @param url a string, or {href, headers} for headers that each request is to have
 * @param options method; headers; query: parameters of the URL; body: sent as it is when a string or a buffer, else as JSON
 * @return status; headers; text; json, or undefined when the body is none
 */
export async function send(url, { method = 'POST', headers = {}, query, body, timeoutMillis = 30_000, unfinished = false } = {}) {
  const target = new URL(url.href ?? url);
  if (query !== undefined) target.search = typeof query === 'string' ? query : new URLSearchParams(query).toString();
  const bytes = body === undefined ? undefined : Buffer.from(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
  const outgoing = (target.protocol === 'https:' ? requestTls : request)(target, {
    method,
    agent: false,
    maxHeaderSize: 1 << 20,
    headers: { ...(bytes ? { 'content-length': bytes.length + (unfinished ? 1 : 0) } : {}), ...url.headers, ...headers },
    signal: AbortSignal.timeout(timeoutMillis),
  });
  const answered = once(outgoing, 'response');
  // A server that answers before it has read all closes while we still write: what it said counts.
  outgoing.on('error', () => {});
  if (unfinished) outgoing.write(bytes);
  else outgoing.end(bytes);
  try {
    const [incoming] = await answered;
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    return { status: incoming.statusCode, headers: incoming.headers, type: type(incoming.headers['content-type']), text, json: parsed(text) };
  } finally {
    outgoing.destroy();
  }
}

/** A POST of JSON. */
export const post = (url, body, headers = {}, options = {}) =>
  send(url, { ...options, body, headers: { 'content-type': JSON_TYPE, accept: GRAPHQL, ...headers } });

/** A GET with parameters. */
export const get = (url, query, headers = {}) => send(url, { method: 'GET', query, headers: { accept: GRAPHQL, ...headers } });

const type = (value) => value?.split(';')[0].trim().toLowerCase();

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
