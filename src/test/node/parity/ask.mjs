import { once } from 'node:events';
import { request as requestHttp } from 'node:http';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Differ from answer to answer, whichever build gives it. */
const VOLATILE = new Set(['date', 'connection', 'keep-alive']);

/** @return status, headers as sorted lines, and the bytes of the body; status 0 with the client's error when there is no answer */
export async function ask(url, { method = 'POST', path = '/graphql', headers = {}, body }) {
  const { hostname, port } = new URL(url);
  try {
    const sent = requestHttp({ hostname, port, method, path, headers });
    sent.end(body);
    const [response] = await once(sent, 'response');
    return { status: response.statusCode, headers: lines(response.headers, url), body: await buffer(response) };
  } catch (error) {
    return { status: 0, headers: [], body: Buffer.from(`${error.code}: ${error.message}`) };
  }
}

/** Sends these bytes and reads until the service closes. */
export async function askRaw(url, bytes) {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.write(bytes.replaceAll('HOST', `${hostname}:${port}`));
  const timer = setTimeout(() => socket.destroy(), 3_000);
  const parts = [];
  socket.on('data', (part) => parts.push(part)).on('error', () => {});
  await once(socket, 'close');
  clearTimeout(timer);
  const text = Buffer.concat(parts).toString('latin1').replace(/^date: .*\r\n/gim, '').replaceAll(`${hostname}:${port}`, 'HOST');
  return { status: 0, headers: [], body: Buffer.from(text) };
}

function lines(headers, url) {
  const { host } = new URL(url);
  return Object.entries(headers).filter(([name]) => !VOLATILE.has(name)).map(([name, value]) => `${name}: ${String(value).replaceAll(host, 'HOST')}`).sort();
}
