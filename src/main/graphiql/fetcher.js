import { buildSchema, introspectionFromSchema } from 'graphql';
import { bodyOf } from './body.js';
import { pretty } from './json.js';
import { answered } from './answers.js';
import { session, textOf } from './session.jsx';

/** The page's own name for GraphiQL's question for the schema. One that a user types goes to the service. */
export const SCHEMA_QUERY = 'SchemaOfThePage';

/** GraphiQL's way to the service. */
export function createFetcher(page) {
  return (operation, { headers = {} } = {}) =>
    operation.operationName === SCHEMA_QUERY ? schema(page.schema) : { subscribe: (observer) => ask(page.endpoint, operation, headers, observer) };
}

/** The public SDL, which is there without a key and without introspection, and has no types but the API's own. */
async function schema(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`There is no schema at ${url}: HTTP ${response.status}`);
  return { data: introspectionFromSchema(buildSchema(await response.text())) };
}

/** Shows the answer's own text in the place of the object that GraphiQL would make of it and write anew. */
function ask(url, operation, headers, observer) {
  const stopped = new AbortController();
  const start = performance.now();
  const show = (text, facts) => {
    if (stopped.signal.aborted) return;
    session.responseEditor.setValue(text);
    session.actions.updateActiveTabValues({ response: text });
    answered(session.tabs[session.activeTabIndex].id, { ...facts, text, milliseconds: Math.round(performance.now() - start) });
    observer.complete();
  };
  send(url, operation, headers, stopped.signal).then(
    async (response) => {
      const text = await response.text();
      show(pretty(text), {
        status: response.status,
        size: size(new TextEncoder().encode(text).length),
        requestId: response.headers.get('x-request-id'),
        headers: [...response.headers],
      });
    },
  ).catch((error) => show(`No answer: ${error.message}`, {}));
  return { unsubscribe: () => stopped.abort() };
}

const size = (bytes) => (bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} KiB`);

const send = async (url, operation, headers, signal) => fetch(url, {
  method: 'POST',
  headers: { accept: 'application/graphql-response+json, application/json', 'content-type': 'application/json', ...headers },
  // The variables as they were typed, since GraphiQL's have lost digits.
  body: bodyOf({ ...operation, variables: operation.variables && textOf('variable') }),
  signal,
});
