import { parse } from 'graphql';
import relayRuntime from 'relay-runtime';

const { Environment, Network, RecordSource, Store, fetchQuery } = relayRuntime;

/** Relay, with the fetch function of its documentation. */
export async function relay(url, headers, { text, variables }) {
  const network = Network.create(async (params, given) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: params.text, variables: given }),
    });
    return response.json();
  });
  const environment = new Environment({ network, store: new Store(new RecordSource()), log() {}, relayFieldLogger() {} });
  try {
    return { data: await fetchQuery(environment, artifact(text), variables).toPromise() };
  } catch (error) {
    // What Relay shows of errors where there is no data at all.
    if (!error.source?.errors) throw error;
    return { data: null, errors: error.source.errors };
  }
}

/** What Relay's compiler would make of a document whose fields have scalar fields, and none of whose variables has a default. */
function artifact(text) {
  const [operation] = parse(text).definitions;
  const selections = operation.selectionSet.selections.map(linked);
  const argumentDefinitions = operation.variableDefinitions.map(({ variable }) => ({ kind: 'LocalArgument', name: variable.name.value, defaultValue: null }));
  const name = operation.name.value;
  return {
    kind: 'Request',
    fragment: { kind: 'Fragment', name, type: 'Query', metadata: null, abstractKey: null, argumentDefinitions, selections },
    operation: { kind: 'Operation', name, argumentDefinitions, selections },
    params: { id: null, cacheID: text, name, text, operationKind: 'query', metadata: {} },
  };
}

function linked({ name, alias, arguments: args, selectionSet }) {
  const response = { alias: alias?.value ?? null, name: name.value, storageKey: null };
  if (!selectionSet) return { kind: 'ScalarField', args: null, ...response };
  return {
    kind: 'LinkedField',
    args: args.map((arg) => arg.value.kind === 'Variable'
      ? { kind: 'Variable', name: arg.name.value, variableName: arg.value.name.value }
      : { kind: 'Literal', name: arg.name.value, value: arg.value.value }),
    concreteType: 'Activity',
    plural: false,
    selections: selectionSet.selections.map(linked),
    ...response,
  };
}
