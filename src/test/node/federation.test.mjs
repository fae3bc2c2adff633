import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { composeServices } from '@apollo/composition';
import { ApolloGateway, IntrospectAndCompose, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices as composeByGuild } from '@theguild/federation-composition';
import { federateSubgraphs } from '@wundergraph/composition';
import { parse } from 'graphql';
import { KEY, KNOWN, seen } from './leadlex.mjs';

const activities = `${process.env.FACADE_URL}/graphql`;
const quiet = { info() {}, warn() {}, error() {}, debug() {} };
const listen = { listen: { host: '127.0.0.1', port: 0 } };

// Another team's subgraph: pins, each of an activity of which it knows nothing but the id.
const pins = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])
  type Query { pins(activities: [ID!]!): [Pin!]! }
  type Pin { activity: Activity }
  type Activity @key(fields: "id") { id: ID! pinned: Boolean! }
`);
const resolvers = {
  Query: { pins: (_, { activities }) => activities.map((id) => ({ activity: { id } })) },
  Activity: { __resolveReference: ({ id }) => ({ id }), pinned: () => true },
};

const post = async (url, query, variables, headers) => (await fetch(url, {
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ query, variables }),
})).json();

describe('the subgraph, behind Apollo Gateway beside another one', { timeout: 60_000 }, () => {
  let pinServer, server, url, sdl, pinsUrl;
  const ask = (query, variables, headers = { authorization: `Bearer ${KEY}` }) => post(url, query, variables, headers);
  const PINS = 'query ($ids: [ID!]!) { pins(activities: $ids) { activity { id title pinned } } }';

  before(async () => {
    pinServer = new ApolloServer({ schema: buildSubgraphSchema({ typeDefs: pins, resolvers }), logger: quiet });
    pinsUrl = (await startStandaloneServer(pinServer, listen)).url;
    sdl = (await post(activities, '{ _service { sdl } }')).data._service.sdl;

    const gateway = new ApolloGateway({
      logger: quiet,
      supergraphSdl: new IntrospectAndCompose({
        subgraphs: [{ name: 'activities', url: activities }, { name: 'pins', url: pinsUrl }],
      }),
      buildService: ({ url }) => new RemoteGraphQLDataSource({
        url,
        willSendRequest: ({ request, context }) => {
          if (context.authorization) request.http.headers.set('authorization', context.authorization);
        },
      }),
    });
    server = new ApolloServer({ gateway, logger: quiet });
    url = (await startStandaloneServer(server, {
      ...listen,
      context: async ({ req }) => ({ authorization: req.headers.authorization }),
    })).url;
  });

  after(async () => {
    await server?.stop();
    await pinServer?.stop();
  });

  test('composes with another subgraph, without a hint about either', () => {
    const { errors, hints, supergraphSdl } = composeServices([
      { name: 'activities', url: activities, typeDefs: parse(sdl) },
      { name: 'pins', url: pinsUrl, typeDefs: pins },
    ]);
    assert.deepEqual(errors ?? [], []);
    assert.deepEqual(hints.map(String), []);
    assert.match(supergraphSdl, /type Activity/);
  });

  test("composes by The Guild's composition", () => {
    const { errors, supergraphSdl } = composeByGuild([
      { name: 'activities', url: activities, typeDefs: parse(sdl) },
      { name: 'pins', url: pinsUrl, typeDefs: pins },
    ]);
    assert.deepEqual(errors ?? [], []);
    assert.match(supergraphSdl, /type Activity/);
  });

  test("composes by Cosmo's composition", () => {
    const { success, errors, warnings, federatedGraphSchema } = federateSubgraphs({
      subgraphs: [
        { name: 'activities', url: activities, definitions: parse(sdl) },
        { name: 'pins', url: pinsUrl, definitions: pins },
      ],
      version: '1',
    });
    assert.ok(success, String(errors));
    assert.deepEqual(warnings.map(String), []);
    assert.ok(federatedGraphSchema.getType('Activity').getFields().pinned);
  });

  test('answers what starts here and goes on there, with the caller\'s key', async () => {
    await seen();
    assert.deepEqual(await ask('query ($id: ID!) { activity(id: $id) { id title metadata pinned } }', { id: KNOWN }), {
      data: { activity: { id: KNOWN, title: 'Discovery call with Jane', metadata: { duration_minutes: 32, direction: 'outbound' }, pinned: true } },
    });
    assert.deepEqual(await seen(), [{ id: KNOWN, authorization: `Bearer ${KEY}` }]);
  });

  test('answers what starts there and goes on here: all entities in one request, equal ones by one call', async () => {
    await seen();
    const ids = ['act_ok1', 'act_ok2', 'act_ok1'];
    const { data, errors } = await ask(PINS, { ids });
    assert.equal(errors, undefined);
    assert.deepEqual(data.pins.map(({ activity }) => activity),
      ids.map((id) => ({ id, title: 'Discovery call with Jane', pinned: true })));
    const calls = await seen();
    assert.deepEqual(calls.map(({ id }) => id).sort(), ['act_ok1', 'act_ok2']);
    assert.ok(calls.every(({ authorization }) => authorization === `Bearer ${KEY}`));
  });

  test('tells of one entity that fails, with its code, and answers the others', async () => {
    const { data, errors } = await ask(PINS, { ids: ['act_ok1', 'act_none'] });
    assert.deepEqual(data.pins.map(({ activity }) => activity), [
      { id: 'act_ok1', title: 'Discovery call with Jane', pinned: true },
      { id: 'act_none', title: null, pinned: true },
    ]);
    assert.equal(errors.length, 1);
    assert.deepEqual(errors[0].path, ['pins', 1, 'activity']);
    assert.equal(errors[0].extensions.code, 'NOT_FOUND');
    assert.equal(errors[0].extensions.retryable, false);
    assert.deepEqual(errors[0].extensions.upstream, { status: 404, code: 'activity_not_found' });
  });

  test('tells of a missing key, and Leadlex is not asked', async () => {
    await seen();
    const { data, errors } = await ask(PINS, { ids: ['act_ok1'] }, {});
    assert.deepEqual(data.pins[0].activity, { id: 'act_ok1', title: null, pinned: true });
    assert.equal(errors[0].extensions.code, 'UNAUTHENTICATED');
    assert.deepEqual(await seen(), []);
  });

  test('answers 20 entities and refuses 21', async () => {
    const ids = Array.from({ length: 21 }, (_, i) => `act_ok_${i}`);
    assert.equal((await ask(PINS, { ids: ids.slice(1) })).errors, undefined);
    const { errors } = await ask(PINS, { ids });
    assert.equal(errors[0].extensions.code, 'OPERATION_TOO_COMPLEX');
  });
});
