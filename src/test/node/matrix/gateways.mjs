import { composeServices } from '@apollo/composition';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { parse } from 'graphql';

const post = (headers, { text, variables }) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
  body: JSON.stringify({ query: text, variables }),
});

async function supergraph(url) {
  const { data } = await (await fetch(url, post({}, { text: '{ _service { sdl } }' }))).json();
  const { errors, supergraphSdl } = composeServices([{ name: 'activities', url, typeDefs: parse(data._service.sdl) }]);
  if (errors?.length) throw new Error(errors.join('\n'));
  return supergraphSdl;
}

/** Apollo's gateway in front of the service, with the caller's key passed on. */
export async function apolloGateway(url) {
  const quiet = { info() {}, warn() {}, error() {}, debug() {} };
  const gateway = new ApolloGateway({
    logger: quiet,
    supergraphSdl: await supergraph(url),
    buildService: (service) => new RemoteGraphQLDataSource({
      url: service.url,
      willSendRequest: ({ request, context }) => request.http.headers.set('authorization', context.authorization ?? ''),
    }),
  });
  const server = new ApolloServer({ gateway, logger: quiet });
  const started = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 }, context: async ({ req }) => ({ authorization: req.headers.authorization }) });
  return { ask: async (headers, request) => (await fetch(started.url, post(headers, request))).json(), stop: () => server.stop() };
}

/** Hive Gateway in front of the service, with the caller's key passed on. */
export async function hiveGateway(url) {
  const gateway = createGatewayRuntime({
    supergraph: await supergraph(url),
    logging: false,
    propagateHeaders: { fromClientToSubgraphs: ({ request }) => ({ authorization: request.headers.get('authorization') }) },
  });
  return { ask: async (headers, request) => (await gateway.fetch('http://gateway/graphql', post(headers, request))).json(), stop: () => gateway[Symbol.asyncDispose]?.() };
}
