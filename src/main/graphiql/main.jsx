import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import './page.css';
import { memoryStorage } from './memory-storage.js';

// The build names each worker after its content and hands the names over here.
const workers = WORKERS;
globalThis.MonacoEnvironment = {
  getWorker: (_id, label) => new Worker(new URL(workers[label] ?? workers.editor, import.meta.url)),
};

const page = JSON.parse(document.getElementById('page').textContent);
const fetcher = createGraphiQLFetcher({ url: page.endpoint });

createRoot(document.getElementById('graphiql')).render(
  <>
    {page.notice && <p role="note">{page.notice}</p>}
    <GraphiQL
      fetcher={fetcher}
      storage={memoryStorage()}
      shouldPersistHeaders={false}
      showPersistHeadersSettings={false}
      plugins={[HISTORY_PLUGIN]}
      defaultTabs={page.tabs}
      defaultHeaders={page.tabs[0].headers}
      initialVariables={page.tabs[0].variables}
      defaultEditorToolsVisibility={page.tools}
      schemaDescription
    />
  </>,
);
