import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { KEY, KNOWN } from './leadlex.mjs';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const screenshots = fileURLToPath(new URL('../../../target/screenshots/', import.meta.url));
const skip = existsSync(executablePath) ? false : `no browser at ${executablePath}; set CHROMIUM`;

describe('GraphiQL in Chromium', { skip, timeout: 180_000 }, () => {
  let browser, page;
  const complaints = [];
  const hosts = new Set();
  const urls = new Set();

  before(async () => {
    await mkdir(screenshots, { recursive: true });
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(60_000);
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      urls.add(request.url());
      if (/^(https?|wss?):/.test(request.url())) hosts.add(new URL(request.url()).origin);
    });
    await page.addInitScript(() => {
      globalThis.violations = [];
      document.addEventListener('securitypolicyviolation', (event) => violations.push(`${event.violatedDirective} ${event.blockedURI}`));
    });
    await page.goto(`${process.env.FACADE_URL}/graphiql`);
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  });

  after(() => browser?.close());

  const run = async (text) => {
    const answer = page.locator('.graphiql-response', { hasText: text });
    for (let attempt = 1; ; attempt++) {
      await page.locator('.graphiql-execute-button').click();
      try {
        return await answer.waitFor({ timeout: 15_000 });
      } catch (error) {
        // On a busy machine the click can come before the editor has handed over what was typed.
        if (attempt === 3) throw new Error(`${error.message}\nshown: ${await page.locator('.graphiql-response').innerText()}\nasked: ${await page.locator('.graphiql-query-editor').innerText()}`);
      }
    }
  };
  const replace = async (editor, text) => {
    await page.locator(`${editor} .view-lines`).first().click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(text);
    // The editor closed brackets and quotes by itself.
    await page.keyboard.press('Control+Shift+End');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Escape');
  };

  test('opens with the Activity query, its variables and a headers template', async () => {
    await page.locator('.graphiql-query-editor', { hasText: 'Activity' }).waitFor();
    await page.locator('.graphiql-editor-tool', { hasText: 'Authorization' }).waitFor();
    await page.getByRole('button', { name: 'Variables', exact: true }).click();
    await page.locator('.graphiql-editor-tool .graphiql-editor:not(.hidden)', { hasText: KNOWN }).waitFor();
    await page.getByRole('button', { name: 'Headers', exact: true }).click();
  });

  test('shows an error where the key is missing', async () => {
    await run('UNAUTHENTICATED');
  });

  test('runs with a typed key', async () => {
    await replace('.graphiql-editor-tool .graphiql-editor:not(.hidden)', `{"Authorization": "Bearer ${KEY}"}`);
    await run('Discovery call with Jane');
  });

  test('shows the schema docs with their descriptions', async () => {
    await page.getByLabel('Show Documentation Explorer').click();
    await page.locator('.graphiql-doc-explorer-content').getByText('Query', { exact: true }).first().click();
    await page.locator('.graphiql-doc-explorer-content', { hasText: 'activity' }).waitFor();
    await page.screenshot({ path: `${screenshots}/graphiql.png` });
    assert.ok(await page.locator('.graphiql-markdown-description').count() > 0);
  });

  test('runs a typed query', async () => {
    await replace('.graphiql-query-editor', `{ activity(id: "${KNOWN}") { type } }`);
    await run('"type": "call"');
  });

  test('has room for the answer in a narrow window', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.waitForFunction(() => document.querySelector('.graphiql-response').clientWidth > 250);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test('keeps the key out of the URL, the history and every storage', async () => {
    const kept = await page.evaluate(async () => JSON.stringify([location.href, history.state, { ...localStorage }, { ...sessionStorage },
      document.cookie, await indexedDB.databases(), await caches.keys()]));
    assert.equal(kept.includes(KEY), false, kept);
    assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
    assert.deepEqual([...urls].filter((url) => url.includes(KEY)), []);
  });

  test('meets no foreign host, no console error, no violation of its policy', async () => {
    assert.deepEqual([...hosts], [process.env.FACADE_URL]);
    assert.deepEqual(await page.evaluate(() => violations), []);
    assert.deepEqual(complaints, []);
  });
});
