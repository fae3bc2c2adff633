// What an application sees through its client or gateway, in both editions of GraphQL over HTTP.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { KEY, KNOWN, LIMITED_KEY, putMetadata } from './leadlex.mjs';
import { CLIENTS, PERSISTED } from './matrix/clients.mjs';
import { apolloGateway, hiveGateway } from './matrix/gateways.mjs';
import { outcome } from './matrix/outcome.mjs';

const ONE = 'query One($id: ID!) { activity(id: $id) { id title } }';
const asking = (id, text = ONE) => ({ text, variables: { id } });

/** By what is asked: the request, the key, and what is seen of the answer. */
const SCENARIOS = {
  'an activity': [asking(KNOWN), KEY, 'data'],
  'two, one of which is not there': [asking(KNOWN, 'query Two($id: ID!) { activity(id: $id) { id title } other: activity(id: "act_none") { id title } }'), KEY, 'part of the data, NOT_FOUND'],
  'one that is not there': [asking('act_none'), KEY, 'NOT_FOUND'],
  'one, while Leadlex limits the rate': [asking(KNOWN), LIMITED_KEY, 'RATE_LIMITED'],
  'a field that is not there': [asking(KNOWN, 'query One($id: ID!) { activity(id: $id) { id nope } }'), KEY, 'GRAPHQL_VALIDATION_FAILED'],
  'one, with an object as its id': [asking({ no: 'id' }), KEY, 'BAD_USER_INPUT'],
};
/** What is seen otherwise, by client. */
const OTHERWISE = {
  // Relay shows errors beside data only to those who ask for it by @catch or @throwOnFieldError.
  'Relay 21': { 'two, one of which is not there': 'part of the data', 'one that is not there': 'null, no error', 'one, while Leadlex limits the rate': 'null, no error' },
  // It coerces variables itself.
  'Hive Gateway': { 'one, with an object as its id': 'an error without a code' },
};
/** And what is seen otherwise in the edition of September 2026 alone. */
const OTHERWISE_2026 = {
  // It reads the body of a 4xx no more than to throw it: the code is at error.networkError.result.errors[0].extensions.code.
  'Apollo Client 3.14': {
    'a field that is not there': 'fails: Response not successful: Received status code 422',
    'one, with an object as its id': 'fails: Response not successful: Received status code 422',
  },
  // It knows application/json alone and takes anything else for text: the errors are in error.response.error.
  'graphql-request 4': {
    'a field that is not there': 'fails: GraphQL Error (Code: 422)',
    'one, with an object as its id': 'fails: GraphQL Error (Code: 422)',
  },
};

for (const [edition, base] of [['2025', process.env.FACADE_URL], ['2026', process.env.FACADE_2026_URL]]) {
  const url = `${base}/graphql`;
  const expected = (client, scenario, usual) => (edition === '2026' ? OTHERWISE_2026[client]?.[scenario] : undefined) ?? OTHERWISE[client]?.[scenario] ?? usual;
  const headers = (key) => ({ authorization: `Bearer ${key}` });

  describe(`edition ${edition}`, { skip: !base && 'no service of this edition' }, () => {
    for (const [client, ask] of Object.entries(CLIENTS)) {
      for (const [scenario, [request, key, usual]] of Object.entries(SCENARIOS)) {
        test(`${client} asks for ${scenario}`, async () => {
          assert.equal(await outcome(() => ask(url, headers(key), request)), expected(client, scenario, usual));
        });
      }
    }

    for (const [client, ask] of Object.entries(PERSISTED)) {
      test(`${client} sends a hash that is not known yet`, async () => {
        const fresh = `query Fresh($id: ID!) { activity(id: $id) { id a${Math.random().toString(36).slice(2)}: title } }`;
        assert.equal(await outcome(() => ask(url, headers(KEY), asking(KNOWN, fresh))), expected(client, 'by hash', 'data'));
      });
    }

    for (const [name, start] of [['Apollo Gateway', apolloGateway], ['Hive Gateway', hiveGateway]]) {
      describe(name, () => {
        let gateway;
        before(async () => { gateway = await start(url); });
        after(() => gateway?.stop());
        for (const [scenario, [request, key, usual]] of Object.entries(SCENARIOS)) {
          test(`asks for ${scenario}`, async () => {
            assert.equal(await outcome(() => gateway.ask(headers(key), request)), expected(name, scenario, usual));
          });
        }
      });
    }

    test('a big number in metadata is sent exactly; JavaScript rounds it', async () => {
      const big = '12345678901234567890';
      await putMetadata(`{"big":${big}}`);
      const text = 'query Big($id: ID!) { activity(id: $id) { metadata } }';
      const variables = { id: 'act_ok_metadata' };
      const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers(KEY) }, body: JSON.stringify({ query: text, variables }) });
      assert.match(await response.text(), new RegExp(`"big":${big}\\b`));
      const { data } = await CLIENTS['Apollo Client 4'](url, headers(KEY), { text, variables });
      assert.notEqual(BigInt(data.activity.metadata.big), BigInt(big));
    });
  });
}
