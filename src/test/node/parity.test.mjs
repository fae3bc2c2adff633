// The native executable is the same service as the jar: both are asked the same things, and answer with the same status, headers and
// bytes. Needs FACADE_EXECUTABLE, and the jar beside it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { buildSchema } from 'graphql17';
import { ask, askRaw } from './parity/ask.mjs';
import { startFaultyLeadlex } from './parity/faults.mjs';
import { documents, FAULTS, RAW, requests } from './parity/requests.mjs';
import { BUILDS, startService } from './service.mjs';

const skip = process.env.FACADE_EXECUTABLE ? false : 'FACADE_EXECUTABLE is not set';
const cases = Number(process.env.PARITY_CASES ?? 3000);
/** What no fault of one key may do to another's look-up here: the faults are far more than a service meets in a day. */
const SETTINGS = { 'leadlex.shared-circuit.window': '1000000', 'leadlex.retry.budget-floor': '1000000' };
const EDITIONS = ['2025', '2026'];
const services = {};
let leadlex;

before(async () => {
  if (skip) return;
  leadlex = await startFaultyLeadlex();
  for (const edition of EDITIONS) {
    services[edition] = await Promise.all([BUILDS.jar, BUILDS.executable].map((build) => startService(leadlex.url, { ...SETTINGS, 'facade.http.edition': edition }, build)));
  }
});

after(() => {
  Object.values(services).flat().forEach(({ stop }) => stop());
  leadlex?.stop();
});

for (const edition of EDITIONS) {
  test(`documents and variables, edition ${edition}`, { skip, timeout: 600_000 }, async (t) => {
    const schema = buildSchema(await readFile(new URL('../../../graphql/schema.graphql', import.meta.url), 'utf8'), { assumeValid: true });
    await compare(t, edition, documents(schema, cases), 8);
  });

  test(`faults of Leadlex, edition ${edition}`, { skip, timeout: 600_000 }, (t) => compare(t, edition, FAULTS, 4));

  test(`headers, bodies, limits, URLs, methods and assets, edition ${edition}`, { skip, timeout: 600_000 }, async (t) => {
    const assets = (await readFile(new URL('../../main/resources/graphiql/assets.txt', import.meta.url), 'utf8')).trim().split('\n');
    await compare(t, edition, requests(assets.map((line) => `/graphiql/${line.split(/\s/)[0]}`)), 8);
  });
}

test('bytes that are hardly a request', { skip, timeout: 600_000 }, (t) => compare(t, '2025', RAW.map((raw) => ({ name: JSON.stringify(raw.slice(0, 120)), raw })), 8));

/** Asks both builds each request, several at a time, and fails with the first differences. */
async function compare(t, edition, asked, atOnce) {
  const [jar, executable] = services[edition];
  const different = [];
  const statuses = new Map();
  let next = 0;
  await Promise.all(Array.from({ length: atOnce }, async () => {
    while (next < asked.length) {
      const { name, ...request } = asked[next++];
      const [here, there] = await Promise.all([jar, executable].map(({ url }) => answer(url, request)));
      statuses.set(here.status, (statuses.get(here.status) ?? 0) + 1);
      if (here.text !== there.text) different.push(`${name}\n  jar:        ${here.text.slice(0, 700)}\n  executable: ${there.text.slice(0, 700)}`);
    }
  }));
  t.diagnostic(`${asked.length} requests: ${[...statuses].map(([status, times]) => `${status} ${times}`).join(', ')}`);
  assert.equal(different.length, 0, `${different.length} of ${asked.length} differ:\n\n${different.slice(0, 10).join('\n\n')}`);
}

async function answer(url, { raw, headers, ...request }) {
  // The service makes an id for a request that has none, another each time.
  const { status, headers: lines, body } = raw ? await askRaw(url, raw) : await ask(url, { ...request, headers: { 'x-request-id': 'parity', ...headers } });
  const packed = lines.includes('content-encoding: gzip');
  return { status, text: stable([status, ...lines, packed ? body.length : body.toString('utf8')].join('\n')) };
}

/** Without ids that the service made itself, and with the errors of fields, which come as look-ups end, in one order. */
function stable(text) {
  const made = text.replace(/"requestId":"[0-9a-f]{32}"/g, '"requestId":"made"').replace(/^x-request-id: [0-9a-f]{32}$/gim, 'x-request-id: made');
  return made.replace(/"errors":\[\{(.*)\}\],"data":/, (_, errors) => `"errors":[{${errors.split('},{"message"').map((error) => error.replace(/^"message"/, '')).sort()}}],"data":`);
}
