import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { on } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { KEY, KNOWN } from './leadlex.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const readme = await readFile(join(here, '../../../graphql/README.md'), 'utf8');
const section = readme.slice(readme.indexOf('\n## Clients\n'), readme.indexOf('\n## Errors\n'));

/** The section's snippets as they stand, but for the service's address and the key. */
const snippets = [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, text]) => ({ language, text }));
const text = (snippet, key = KEY) => snippet.text.replaceAll('http://localhost:8080', process.env.FACADE_URL).replaceAll('wbk_...', key);
const snippet = (language, part) => snippets.find((it) => it.language === language && it.text.includes(part)) ?? assert.fail(`no ${part}`);
const run = async (command, ...args) => (await promisify(execFile)(command, args, { timeout: 30_000 })).stdout.trim();

describe('the README of graphql/', () => {
  let folder;
  // Beside this file, where the libraries are found.
  before(async () => { folder = await mkdtemp(join(here, 'generated-')); });
  after(() => rm(folder, { recursive: true }));
  const file = async (name, content) => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };

  test('its curl command answers', async () => {
    assert.equal(await run('sh', '-c', text(snippet('shell', 'curl'))), '{"data":{"activity":{"title":"Discovery call with Jane"}}}');
  });

  for (const library of ['@apollo/client', '@urql/core', 'graphql-request']) {
    test(`its snippet for ${library} prints the title, or the code of the error`, async () => {
      const script = snippet('js', `'${library}'`);
      assert.equal(await run(process.execPath, await file('title.mjs', text(script))), 'Discovery call with Jane');
      assert.equal(await run(process.execPath, await file('code.mjs', text(script, 'wbk_wrong'))), 'UNAUTHENTICATED');
    });
  }

  test('its gateway answers with the caller\'s key', async () => {
    const script = text(snippet('js', '@apollo/gateway')).replace('startStandaloneServer(new ApolloServer({ gateway }), {', '$& listen: { port: 0 },');
    const gateway = spawn(process.execPath, [await file('gateway.mjs', script)], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const response = await fetch(await url(gateway), {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${KEY}` },
        body: JSON.stringify({ query: `{ activity(id: "${KNOWN}") { title } }` }),
      });
      assert.deepEqual(await response.json(), { data: { activity: { title: 'Discovery call with Jane' } } });
    } finally {
      gateway.kill();
    }
  });
});

async function url(process) {
  for await (const [line] of on(process.stdout, 'data', { signal: AbortSignal.timeout(30_000) })) {
    const found = String(line).match(/http:\S+/)?.[0];
    if (found) return found;
  }
}
