import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, beforeEach, describe, test } from 'node:test';
import { GraphiQLPage, launch, skip } from './browser.mjs';
import { KEY, KNOWN, putMetadata } from './leadlex.mjs';
import { anyJson, withoutWhiteSpace } from './json.mjs';

const EXACT = '{"b":1,"10":"x","2":"y","big":12345678901234567890,"price":1.10,"e":1e400}';
const METADATA = '{ activity(id: "act_ok_metadata") { metadata } }';

describe('GraphiQL', { skip, timeout: 300_000 }, () => {
  let browser, context, graphiql;

  before(async () => { browser = await launch(); });
  after(() => browser?.close());
  beforeEach(async () => {
    await context?.close();
    context = await browser.newContext({ viewport: { width: 1280, height: 800 }, permissions: ['clipboard-read', 'clipboard-write'] });
    graphiql = await GraphiQLPage.open(context);
  });

  test('opens a tab for each example operation, with the documented id and a headers template, and none of the stand-in', async () => {
    assert.deepEqual(await graphiql.tabs(), ['Activity', 'ActivityErrors', 'ActivityTypes']);
    assert.match(await graphiql.text('variables.json'), new RegExp(KNOWN));
    assert.match(await graphiql.text('request-headers.json'), /"Bearer <your Leadlex API key>"/);
    assert.equal(await graphiql.page.getByText('stand-in').count(), 0);
    assert.doesNotMatch(await graphiql.text('operation.graphql'), /stand-in|quarkus:dev/);
  });

  test('shows an error where the key is missing, and the answer with one', async () => {
    await graphiql.run('UNAUTHENTICATED');
    await graphiql.typeKey(KEY);
    await graphiql.run('Discovery call with Jane');
  });

  test('shows results as they came: digits, key order', async () => {
    await putMetadata(EXACT);
    await graphiql.typeKey(KEY);
    await graphiql.type('operation', METADATA);
    assert.equal(await graphiql.run('price'), `{
  "data": {
    "activity": {
      "metadata": {
        "b": 1,
        "10": "x",
        "2": "y",
        "big": 12345678901234567890,
        "price": 1.10,
        "e": 1e400
      }
    }
  }
}`);
  });

  test('changes nothing but white space, whatever the metadata is', async () => {
    await graphiql.typeKey(KEY);
    await graphiql.type('operation', METADATA);
    for (let seed = 1; seed <= 25; seed++) {
      const metadata = `{"seed-${seed}":${anyJson(seed)}}`;
      await putMetadata(metadata);
      const shown = await graphiql.run(`"seed-${seed}"`);
      assert.equal(withoutWhiteSpace(shown), `{"data":{"activity":{"metadata":${withoutWhiteSpace(metadata)}}}}`);
    }
  });

  test('sends variables as they were typed, digits, comments and trailing commas included', async () => {
    await graphiql.typeKey(KEY);
    await graphiql.type('operation', 'query ($id: ID!) { activity(id: $id) { id } }');
    await graphiql.type('variables', '{ "id": 12345678901234567890, // an ID may be a number\n}');
    const asked = graphiql.page.waitForRequest('**/graphql');
    await graphiql.run('NOT_FOUND');
    assert.equal((await asked).postData().match(/"variables":(\{.*?\})/)[1], '{"id":12345678901234567890}');
  });

  test('shows status, time, size, request id and headers of each answer', async () => {
    const answered = graphiql.page.waitForResponse('**/graphql');
    await graphiql.run('UNAUTHENTICATED');
    const id = (await answered).headers()['x-request-id'];
    assert.match(await graphiql.page.locator('.answer').innerText(), new RegExp(`^HTTP 200 · \\d+ ms · \\d+ B · request id ${id}$`));
    await graphiql.page.getByText('Response headers').click();
    assert.match(await graphiql.page.locator('.answer-headers').innerText(), /cache-control\s+no-store/);
    await graphiql.page.getByRole('button', { name: 'ActivityErrors' }).click();
    await graphiql.page.locator('.answer:empty').waitFor({ state: 'attached' });
  });

  test('shows nothing of the request before where none was sent, or it was stopped', async () => {
    await graphiql.run('UNAUTHENTICATED');
    await graphiql.page.locator('.answer:not(:empty)').waitFor();
    await graphiql.type('variables', '{ "id": ');
    await graphiql.run('Request not sent');
    await graphiql.page.locator('.answer:empty').waitFor({ state: 'attached' });
    await graphiql.type('variables', '{ "id": "1" }');
    await graphiql.run('UNAUTHENTICATED');
    await graphiql.page.route('**/graphql', () => {});
    await graphiql.page.locator('.graphiql-execute-button').click();
    await graphiql.page.getByLabel('Stop query').click();
    await graphiql.page.locator('.graphiql-execute-button[aria-label^="Execute"]').waitFor();
    assert.equal(await graphiql.page.locator('.answer').innerText(), '');
  });

  test('prettifies the operation and the variables, by button and by keys', async () => {
    const { page } = graphiql;
    await graphiql.type('variables', '{"id":"1",}');
    await graphiql.type('operation', 'query A($id:ID!){activity(id:$id){id}}');
    const wanted = 'query A($id: ID!) {\n  activity(id: $id) {\n    id\n  }\n}\n';
    await page.getByLabel(/^Prettify query/).click();
    await graphiql.waitForText('operation.graphql', wanted);
    await graphiql.waitForText('variables.json', '"id": "1"');
    await graphiql.type('operation', 'query A($id:ID!){activity(id:$id){id}}');
    await page.keyboard.press('Control+Shift+P');
    await graphiql.waitForText('operation.graphql', wanted);
    assert.deepEqual(graphiql.complaints.filter((text) => /prettier|parser/i.test(text)), []);
  });

  test('lets the tabs be clicked after the find bar was closed', async () => {
    const { page } = graphiql;
    await page.locator('.graphiql-query-editor .view-lines').first().click();
    await page.keyboard.press('Control+F');
    await page.locator('.find-widget.visible').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.find-widget:not(.visible)').first().waitFor({ state: 'attached' });
    for (const tab of ['ActivityErrors', 'ActivityTypes', 'Activity']) {
      await page.getByRole('button', { name: tab, exact: true }).click({ timeout: 5_000 });
      assert.equal(await graphiql.activeTab(), tab);
    }
  });

  test('copies the operation as a cURL command that runs, with a variable in the place of the key', async () => {
    const { page } = graphiql;
    await graphiql.typeKey(KEY);
    await graphiql.type('operation', `query It { activity(id: "${KNOWN}") { title } } # it's`);
    await graphiql.type('variables', '{"n": 12345678901234567890}');
    await page.getByLabel('Copy as cURL, without the key').click();
    await page.getByText('Command copied.').waitFor();
    const command = await page.evaluate(() => navigator.clipboard.readText());
    assert.doesNotMatch(command, new RegExp(KEY));
    assert.match(command, /12345678901234567890/);
    const answer = execFileSync('bash', ['-c', command.replace('curl ', 'curl -sS ')], { env: { ...process.env, LEADLEX_API_KEY: KEY }, encoding: 'utf8' });
    assert.equal(answer, '{"data":{"activity":{"title":"Discovery call with Jane"}}}');
    await graphiql.type('variables', '{"n": ');
    await page.getByLabel('Copy as cURL, without the key').click();
    await page.getByText('Not copied: the variables are not valid JSON.').waitFor();
  });

  test('shows what a proxy in front answers, which is no JSON', async () => {
    await graphiql.page.route('**/graphql', (route) => route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' }));
    assert.equal(await graphiql.run('Bad Gateway'), '<h1>Bad Gateway</h1>');
    await graphiql.page.locator('.answer', { hasText: 'HTTP 502' }).waitFor();
  });

  test('says that no answer came', async () => {
    await graphiql.page.route('**/graphql', (route) => route.abort());
    await graphiql.run('No answer');
  });

  test('takes the key along to a new tab, to another one and to an operation of the history', async () => {
    await graphiql.typeKey(KEY);
    await graphiql.run('Discovery call with Jane');
    await graphiql.page.getByRole('button', { name: 'New tab' }).click();
    await graphiql.type('operation', `{ activity(id: "${KNOWN}") { type } }`);
    await graphiql.run('"type": "call"');
    await graphiql.page.getByRole('button', { name: 'ActivityTypes' }).click();
    await graphiql.run('NOT_FOUND');
    await graphiql.page.getByLabel('Show History').click();
    await graphiql.page.locator('.graphiql-history-item-label', { hasText: 'Activity' }).last().click();
    await graphiql.page.waitForTimeout(400);
    await graphiql.run('Discovery call with Jane');
  });

  test('tabs, history and theme outlive a reload, the key does not', async () => {
    await graphiql.typeKey(KEY);
    await graphiql.type('operation', `query Mine { activity(id: "${KNOWN}") { title } }`);
    await graphiql.run('Discovery call with Jane');
    await graphiql.page.getByLabel('Open settings dialog').click();
    await graphiql.page.getByRole('button', { name: 'Dark' }).click();
    await graphiql.page.keyboard.press('Escape');
    await graphiql.reload();

    assert.deepEqual(await graphiql.tabs(), ['Mine', 'ActivityErrors', 'ActivityTypes']);
    assert.equal(await graphiql.activeTab(), 'Mine');
    assert.match(await graphiql.text('operation.graphql'), /query Mine/);
    assert.match(await graphiql.text('request-headers.json'), /<your Leadlex API key>/);
    assert.equal(await graphiql.page.locator('body.graphiql-dark').count(), 1);
    await graphiql.page.getByLabel('Show History').click();
    await graphiql.typeKey(KEY);
    await graphiql.page.locator('.graphiql-history-item-label', { hasText: 'Mine' }).click();
    await graphiql.run('Discovery call with Jane');
    await graphiql.reload();
    assert.deepEqual(await graphiql.tabs(), ['Mine', 'ActivityErrors', 'ActivityTypes']);
  });

  test('keeps the key in no storage and in no URL, wherever it was typed', async () => {
    await graphiql.typeKey(KEY);
    await graphiql.run('Discovery call with Jane');
    await graphiql.type('variables', `{"id": "${KNOWN}", "oops": "${KEY}"}`);
    await graphiql.type('operation', `# ${KEY}\nquery Oops { activity(id: "${KNOWN}") { title } }`);
    await graphiql.run('Discovery call with Jane');
    await graphiql.page.getByRole('button', { name: /^Copy a link/ }).click();
    await graphiql.page.getByText('contains your key').waitFor();
    await graphiql.page.getByRole('button', { name: 'New tab' }).click();
    await graphiql.page.waitForTimeout(1_000);

    const kept = await graphiql.kept();
    assert.match(kept, /graphiql:tabState/);
    assert.equal(kept.includes(KEY), false, kept);
    assert.deepEqual([...graphiql.urls].filter((url) => url.includes(KEY)), []);
  });

  test('opens a shared link, and copies one without the key', async () => {
    const query = 'query A { activity(id: "x") { id } }\nquery B($id: ID!) { activity(id: $id) { title } }';
    const search = new URLSearchParams({ query, variables: `{"id": "${KNOWN}"}`, operationName: 'B', headers: '{"x": "y"}' });
    await graphiql.goto(`?${search}`);
    assert.equal(await graphiql.text('operation.graphql'), query);
    assert.equal(await graphiql.text('variables.json'), `{"id": "${KNOWN}"}`);
    assert.match(await graphiql.text('request-headers.json'), /<your Leadlex API key>/);
    await graphiql.typeKey(KEY);
    await graphiql.page.locator('.graphiql-query-editor .view-lines').first().click();
    await graphiql.page.keyboard.press('Control+End');
    await graphiql.page.keyboard.press('Control+Enter');
    await graphiql.waitForText('response.json', 'Discovery call with Jane');

    await graphiql.page.getByRole('button', { name: /^Copy a link/ }).click();
    await graphiql.page.getByText('Link copied.').waitFor();
    const link = new URL(await graphiql.page.evaluate(() => navigator.clipboard.readText()));
    assert.equal(link.pathname, '/graphiql');
    assert.deepEqual(Object.fromEntries(link.searchParams), { query, variables: `{"id": "${KNOWN}"}`, operationName: 'B' });

    const other = await GraphiQLPage.open(await browser.newContext(), link.search);
    assert.equal(await other.text('operation.graphql'), query);
    assert.deepEqual(await other.tabs(), ['B', 'Activity', 'ActivityErrors', 'ActivityTypes']);
    await other.page.context().close();
  });

  test('opens an example again in a tab of its own', async () => {
    await graphiql.page.getByRole('button', { name: 'Open an example' }).click();
    await graphiql.page.getByRole('menuitem', { name: 'ActivityTypes' }).click();
    await graphiql.waitForText('operation.graphql', 'query ActivityTypes');
    assert.equal((await graphiql.tabs()).length, 4);
  });

  test('shows the schema where introspection is off, with descriptions and without what is for gateways', async () => {
    await graphiql.page.route('**/graphql', (route) =>
      (route.request().postData().includes('__schema') ? route.fulfill({ status: 400, body: '{"errors":[]}' }) : route.continue()));
    await graphiql.page.reload();
    await graphiql.ready();
    await graphiql.page.getByLabel('Show Documentation Explorer').click();
    const docs = graphiql.page.locator('.graphiql-plugin');
    await docs.getByText('DateTime', { exact: true }).waitFor();
    assert.doesNotMatch(await docs.innerText(), /_Any|_Entity|_Service|link__|federation__|FieldSet|Error/);
    await docs.getByText('Query', { exact: true }).first().click();
    await docs.getByText('The activity with this id, or null and an error if it cannot be retrieved.').waitFor();
    assert.doesNotMatch(await docs.innerText(), /_service|_entities/);
    assert.deepEqual(graphiql.complaints, []);
  });

  test('builds an operation in the explorer, by mouse and by keyboard', async () => {
    await graphiql.page.getByLabel('Show GraphiQL Explorer').click();
    const field = graphiql.page.getByRole('checkbox', { name: 'metadata' });
    await field.click();
    await graphiql.page.waitForFunction(() => !__MONACO.editor.getModels()[0].getValue().includes('metadata'));
    assert.equal(await field.getAttribute('aria-checked'), 'false');
    await field.press('Enter');
    await graphiql.page.waitForFunction(() => __MONACO.editor.getModels()[0].getValue().includes('metadata'));
  });

  test('has room for the editors and for the answer in a narrow window', async () => {
    await graphiql.page.setViewportSize({ width: 390, height: 844 });
    for (const part of ['.graphiql-response', '.graphiql-query-editor .graphiql-editor']) {
      await graphiql.page.waitForFunction((selector) => {
        const { clientWidth, clientHeight } = document.querySelector(selector);
        return clientWidth > 200 && clientHeight > 150;
      }, part);
    }
  });

  test('meets no foreign host, no console error, no violation of its policy', async () => {
    await graphiql.typeKey(KEY);
    await graphiql.run('Discovery call with Jane');
    for (const plugin of ['Documentation Explorer', 'History', 'GraphiQL Explorer']) {
      await graphiql.page.getByLabel(`Show ${plugin}`).click();
    }
    const hosts = new Set([...graphiql.urls].filter((url) => /^(https?|wss?):/.test(url)).map((url) => new URL(url).origin));
    assert.deepEqual([...hosts], [process.env.FACADE_URL]);
    assert.deepEqual(await graphiql.page.evaluate(() => violations), []);
    assert.deepEqual(graphiql.complaints, []);
  });
});
