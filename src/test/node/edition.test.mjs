// GraphQL over HTTP in its edition of September 2026: our own audits hold, and graphql-http's say otherwise only where the edition does.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { serverAudits } from 'graphql-http';
import { audits } from './edition-2026/index.mjs';
import { KEY } from './leadlex.mjs';
import { startService } from './service.mjs';

const url = process.env.FACADE_2026_URL && `${process.env.FACADE_2026_URL}/graphql`;
const target = {
  url,
  partial: { query: '{ a: __typename activity(id: "no id") { id } }' },
  // Of a non-null field.
  nothing: { query: 'query ($all: [_Any!] = []) { _entities(representations: $all) { __typename } }', variables: { all: null } },
};

describe('GraphQL over HTTP, September 2026', { skip: !url && 'FACADE_2026_URL is not set' }, () => {
  let trusted;
  before(async () => { trusted = await startService(process.env.LEADLEX_STUB_URL, { 'facade.http.edition': '2026', 'facade.documents': 'trusted' }); });
  after(() => trusted.stop());

  for (const { id, level, name, fn } of audits) {
    test(`${id} ${level}: ${name}`, async (t) => {
      // What a client is not permitted to issue here is a document that is not a trusted one.
      const { status, reason } = await fn(id === 'C25' ? { url: `${trusted.url}/graphql`, forbidden: { query: '{ __typename }' } } : target);
      if (status === 'skip') return t.skip(reason);
      assert.equal(status, 'ok', reason);
    });
  }

  /** What the audits of the draft ask for and the edition does not, by what it asks for instead. */
  const OTHERWISE = {
    '422 instead of 400 for a request that is not well-formed': [
      '423L', 'LKJ0', 'LKJ1', 'LKJ2', 'LKJ3', '6C00', '6C01', '6C02', '6C03', '4760', '4761', '4762', '4763', '58B0', '58B1', '58B2', '58B3', '3E3A',
    ],
    '422 instead of 400 for variables that cannot be coerced': ['86EE'],
    'the same status codes, instead of 200, to clients that accept application/json alone': ['572B', 'FDE2', '7B9B'],
  };

  test("graphql-http's audits of the draft hold, but for those that the edition answers otherwise", async () => {
    const failing = [];
    for (const audit of serverAudits({ url })) {
      if ((await audit.fn()).status !== 'ok') failing.push(audit.id);
    }
    assert.deepEqual(failing.sort(), Object.values(OTHERWISE).flat().sort());
  });
});
