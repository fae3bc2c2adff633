import assert from 'node:assert/strict';
import { audit, hasStatus, isAnswered, isRefused } from './audit.mjs';
import { GRAPHQL, JSON_TYPE, post, send } from './http.mjs';

const ask = (url, body, headers = {}) => send(url, { method: 'QUERY', body, headers: { 'content-type': JSON_TYPE, accept: GRAPHQL, ...headers } });

/** Of the HTTP method QUERY (RFC 10008), which the edition leaves to the next one. */
export const QUERY = [
  audit('Q1', 'MAY', 'QUERY (RFC 10008): a request is answered as by POST', async ({ url }) => isAnswered(await ask(url, { query: '{ __typename }' }))),
  audit('Q2', 'MAY', 'QUERY (RFC 10008): Accept-Query tells which media types are taken', async ({ url }) =>
    assert.match((await ask(url, { query: '{ __typename }' })).headers['accept-query'] ?? 'none', /application\/json/)),
  audit('Q3', 'MAY', 'QUERY (RFC 10008): a request without a Content-Type is refused', async ({ url }) =>
    isRefused(await send(url, { method: 'QUERY', body: { query: '{ __typename }' }, headers: { accept: GRAPHQL } }))),
  audit('Q4', 'MAY', 'QUERY (RFC 10008): a media type that is not supported is 415', async ({ url }) => hasStatus(await ask(url, { query: '{ __typename }' }, { 'content-type': 'text/plain' }), 415)),
  audit('Q5', 'MAY', 'QUERY (RFC 10008): it is safe, a mutation is refused', async ({ url }) => {
    isAnswered(await ask(url, { query: '{ __typename }' }));
    isRefused(await ask(url, { query: 'mutation { __typename }' }));
  }),
  audit('Q6', 'MAY', 'QUERY (RFC 10008): status codes are those of POST', async ({ url }) => {
    for (const body of ['NONSENSE', {}, { query: '{' }, { query: '{ thereIsNoSuchField }' }]) hasStatus(await ask(url, body), (await post(url, body)).status);
  }),
];
