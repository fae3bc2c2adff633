import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { ApolloClient, ApolloLink, CombinedGraphQLErrors, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { Client, fetchExchange } from '@urql/core';
import { ClientError, GraphQLClient } from 'graphql-request';
import { KEY, KNOWN, seen } from './leadlex.mjs';

const uri = `${process.env.FACADE_URL}/graphql`;
const headers = { authorization: `Bearer ${KEY}` };
const text = 'query Title($id: ID!) { activity(id: $id) { id title } }';
const expected = { id: KNOWN, title: 'Discovery call with Jane' };
const document = gql(text);
const sha256 = async (value) => createHash('sha256').update(value).digest('hex');

const apollo = (link) => new ApolloClient({ link, cache: new InMemoryCache() });
const plain = ({ data }) => ({ id: data.activity.id, title: data.activity.title });
const links = {
  POST: (options) => new HttpLink({ uri, ...options }),
  GET: (options) => new HttpLink({ uri, useGETForQueries: true, ...options }),
  APQ: (options) => ApolloLink.from([new PersistedQueryLink({ sha256 }), new HttpLink({ uri, ...options })]),
  'APQ by GET': (options) => ApolloLink.from([new PersistedQueryLink({ sha256, useGETForHashedQueries: true }), new HttpLink({ uri, ...options })]),
};

describe('Apollo Client', () => {
  for (const [name, link] of Object.entries(links)) {
    test(`${name} answers, twice`, async () => {
      for (let i = 0; i < 2; i++) {
        assert.deepEqual(plain(await apollo(link({ headers })).query({ query: document, variables: { id: KNOWN } })), expected);
      }
    });

    test(`${name} tells of an activity that is not there`, async () => {
      await assert.rejects(apollo(link({ headers })).query({ query: document, variables: { id: 'act_none' } }), (error) =>
        CombinedGraphQLErrors.is(error) && error.errors[0].extensions.code === 'NOT_FOUND');
    });

    test(`${name} tells of a missing key, and Leadlex is not asked`, async () => {
      await seen();
      await assert.rejects(apollo(link({})).query({ query: document, variables: { id: KNOWN } }), (error) =>
        CombinedGraphQLErrors.is(error) && error.errors[0].extensions.code === 'UNAUTHENTICATED');
      assert.deepEqual(await seen(), []);
    });
  }
});

describe('urql', () => {
  for (const preferGetMethod of [false, 'force']) {
    const client = (fetchOptions) => new Client({ url: uri, exchanges: [fetchExchange], preferGetMethod, fetchOptions });

    test(`answers, GET ${preferGetMethod}`, async () => {
      const result = await client({ headers }).query(text, { id: KNOWN }).toPromise();
      assert.equal(result.error, undefined);
      assert.deepEqual(plain(result), expected);
    });

    test(`tells of errors, GET ${preferGetMethod}`, async () => {
      const missing = await client({ headers }).query(text, { id: 'act_none' }).toPromise();
      assert.equal(missing.error.graphQLErrors[0].extensions.code, 'NOT_FOUND');
      const keyless = await client({}).query(text, { id: KNOWN }).toPromise();
      assert.equal(keyless.error.graphQLErrors[0].extensions.code, 'UNAUTHENTICATED');
    });
  }
});

describe('graphql-request', () => {
  for (const method of ['POST', 'GET']) {
    test(`answers by ${method}`, async () => {
      assert.deepEqual((await new GraphQLClient(uri, { method, headers }).request(text, { id: KNOWN })).activity, expected);
    });

    test(`tells of errors by ${method}`, async () => {
      const code = (expectedCode) => (error) =>
        error instanceof ClientError && error.response.errors[0].extensions.code === expectedCode;
      await assert.rejects(new GraphQLClient(uri, { method, headers }).request(text, { id: 'act_none' }), code('NOT_FOUND'));
      await assert.rejects(new GraphQLClient(uri, { method }).request(text, { id: KNOWN }), code('UNAUTHENTICATED'));
      await assert.rejects(new GraphQLClient(uri, { method, headers }).request('{ nope }'), code('GRAPHQL_VALIDATION_FAILED'));
    });
  }
});
