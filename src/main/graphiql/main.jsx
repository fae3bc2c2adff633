import { explorerPlugin } from '@graphiql/plugin-explorer';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import './page.css';
import { AnswerLine, CurlButton, ExamplesMenu, ShareButton } from './controls.jsx';
import { createFetcher, SCHEMA_QUERY } from './fetcher.js';
import { linked } from './link.js';
import { secrets, Session } from './session.jsx';
import { leftOpen, safeStorage } from './storage.js';

// The build names each worker after its content and hands the names over here.
const workers = WORKERS;
globalThis.MonacoEnvironment = {
  getWorker: (_id, label) => new Worker(new URL(workers[label] ?? workers.editor, import.meta.url)),
};

const page = JSON.parse(document.getElementById('page').textContent);
const storage = safeStorage(secrets);
const link = linked(location);
// Once it is open it is a tab like any other, which a reload finds as it was left.
if (link) history.replaceState(null, '', location.pathname);

// Headers are each tab's own; those of the template stand in for none.
const tabs = [...(link ? [link] : []), ...page.examples].map(({ query, variables }) => ({ query, variables, headers: page.headers }));
const opened = link ?? leftOpen(storage) ?? tabs[0];

createRoot(document.getElementById('graphiql')).render(
  <>
    {page.notice && <p role="note">{page.notice}</p>}
    {page.standIn.length > 0 && (
      <details>
        <summary>Leadlex is a stand-in here. Ids that it knows</summary>
        <dl>{page.standIn.map(({ toSee, ids }) => <div key={toSee}><dt>{toSee}</dt><dd>{ids}</dd></div>)}</dl>
      </details>
    )}
    <GraphiQL
      fetcher={createFetcher(page)}
      introspectionQueryName={SCHEMA_QUERY}
      storage={storage}
      shouldPersistHeaders={false}
      showPersistHeadersSettings={false}
      plugins={[HISTORY_PLUGIN, explorerPlugin({ showAttribution: false })]}
      defaultTabs={tabs}
      defaultHeaders={page.headers}
      initialQuery={opened.query}
      initialVariables={opened.variables}
      defaultEditorToolsVisibility={page.headers ? 'headers' : 'variables'}
      schemaDescription
    >
      <GraphiQL.Logo>
        <h1>Leadlex GraphQL</h1>
      </GraphiQL.Logo>
      <GraphiQL.Toolbar>
        {({ prettify, merge, copy }) => (
          <>
            {prettify}
            {merge}
            {copy}
            <ShareButton />
            <CurlButton endpoint={page.endpoint} />
            <ExamplesMenu examples={page.examples} />
          </>
        )}
      </GraphiQL.Toolbar>
      <GraphiQL.Footer>
        <AnswerLine />
      </GraphiQL.Footer>
      <Session template={page.headers} operationName={link?.operationName} />
    </GraphiQL>
  </>,
);
