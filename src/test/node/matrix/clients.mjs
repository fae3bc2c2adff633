import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, CombinedGraphQLErrors, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { Client, fetchExchange } from '@urql/core';
import * as apollo3 from 'apollo-client-3/core/index.js';
import { createPersistedQueryLink } from 'apollo-client-3/link/persisted-queries/index.js';
import { GraphQLClient } from 'graphql-request';
import { GraphQLClient as GraphQLClient4 } from 'graphql-request-4';
import { GraphQLClient as GraphQLClient6 } from 'graphql-request-6';
import { Client as Client4, fetchExchange as fetchExchange4 } from 'urql-core-4';
import { relay } from './relay.mjs';

const sha256 = async (text) => createHash('sha256').update(text).digest('hex');

async function apollo(link, { text, variables }) {
  const { data, error } = await new ApolloClient({ link, cache: new InMemoryCache() }).query({ query: gql(text), variables, errorPolicy: 'all' });
  if (error && !CombinedGraphQLErrors.is(error)) throw error;
  return { data, errors: error?.errors };
}

async function apolloClient3(link, { text, variables }) {
  const client = new apollo3.ApolloClient({ link, cache: new apollo3.InMemoryCache() });
  return client.query({ query: apollo3.gql(text), variables, errorPolicy: 'all' });
}

async function urql(client, { text, variables }) {
  const { data, error } = await client.query(text, variables).toPromise();
  if (error?.networkError) throw error.networkError;
  return { data, errors: error?.graphQLErrors };
}

/** Up to version 6 what is no 2xx is thrown even with errorPolicy all; the errors are there. */
async function graphqlRequest(client, { text, variables }) {
  try {
    return await client.rawRequest(text, variables);
  } catch (error) {
    if (!error.response?.errors) throw error;
    return error.response;
  }
}

/** GraphiQL asks for parts (@defer), too: what it shows is the last one. */
async function graphiql(url, headers, { text, variables }) {
  let last;
  for await (const part of await createGraphiQLFetcher({ url, headers, fetch })({ query: text, variables })) last = part;
  return last;
}

/** Clients by name: how each asks a service for {text, variables}, with headers. Set up as their documentation says, to show data and errors. */
export const CLIENTS = {
  'Apollo Client 4': (uri, headers, request) => apollo(new HttpLink({ uri, headers }), request),
  'Apollo Client 3.14': (uri, headers, request) => apolloClient3(new apollo3.HttpLink({ uri, headers }), request),
  'urql 6': (url, headers, request) => urql(new Client({ url, exchanges: [fetchExchange], preferGetMethod: false, fetchOptions: { headers } }), request),
  'urql 4': (url, headers, request) => urql(new Client4({ url, exchanges: [fetchExchange4], preferGetMethod: false, fetchOptions: { headers } }), request),
  'graphql-request 7': (url, headers, request) => graphqlRequest(new GraphQLClient(url, { headers, errorPolicy: 'all' }), request),
  'graphql-request 6': (url, headers, request) => graphqlRequest(new GraphQLClient6(url, { headers, errorPolicy: 'all' }), request),
  'graphql-request 4': (url, headers, request) => graphqlRequest(new GraphQLClient4(url, { headers, errorPolicy: 'all' }), request),
  'Relay 21': relay,
  GraphiQL: graphiql,
};

/** Clients that send the hash of a document first. */
export const PERSISTED = {
  'Apollo Client 4': (uri, headers, request) => apollo(ApolloLink.from([new PersistedQueryLink({ sha256 }), new HttpLink({ uri, headers })]), request),
  'Apollo Client 4, by GET': (uri, headers, request) => apollo(ApolloLink.from([new PersistedQueryLink({ sha256, useGETForHashedQueries: true }), new HttpLink({ uri, headers })]), request),
  'Apollo Client 3.14': (uri, headers, request) => apolloClient3(createPersistedQueryLink({ sha256 }).concat(new apollo3.HttpLink({ uri, headers })), request),
  'Apollo Client 3.14, by GET': (uri, headers, request) => apolloClient3(createPersistedQueryLink({ sha256, useGETForHashedQueries: true }).concat(new apollo3.HttpLink({ uri, headers })), request),
};
