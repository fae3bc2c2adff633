import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** For `describe`: false, or why there is nothing to test with. */
export const skip = existsSync(executablePath) ? false : `no browser at ${executablePath}; set CHROMIUM`;

export const launch = () => chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });

/** GraphiQL in a window of a browser, with what it loads and complains of. */
export class GraphiQLPage {
  complaints = [];
  urls = new Set();

  static async open(context, query = '') {
    const graphiql = new GraphiQLPage();
    graphiql.page = await context.newPage();
    await graphiql.#watch();
    await graphiql.goto(query);
    return graphiql;
  }

  async #watch() {
    const { page, complaints, urls } = this;
    page.setDefaultTimeout(60_000);
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => urls.add(request.url()));
    await page.addInitScript(() => {
      globalThis.violations = [];
      document.addEventListener('securitypolicyviolation', (event) => violations.push(`${event.violatedDirective} ${event.blockedURI}`));
    });
  }

  async goto(query = '') {
    await this.page.goto(`${process.env.FACADE_URL}/graphiql${query}`);
    await this.ready();
  }

  async reload() {
    // GraphiQL writes what changed half a second later.
    await this.page.waitForTimeout(1_000);
    await this.page.reload();
    await this.ready();
  }

  async ready() {
    await this.page.locator('.graphiql-query-editor .view-lines').first().waitFor();
    await this.page.locator('.result-window .view-lines').first().waitFor();
  }

  /** The whole text of an editor: operation.graphql, variables.json, request-headers.json or response.json. */
  text(name) {
    return this.page.evaluate((end) => __MONACO.editor.getModels().find((model) => model.uri.path.endsWith(end)).getValue(), name);
  }

  /** Waits until an editor's text is as wished. */
  waitForText(name, ...parts) {
    return this.page.waitForFunction(([end, wanted]) => {
      const text = __MONACO.editor.getModels().find((model) => model.uri.path.endsWith(end)).getValue();
      return wanted.every((part) => text.includes(part));
    }, [name, parts], { timeout: 15_000 });
  }

  async type(name, text) {
    const editor = { operation: '.graphiql-query-editor', headers: '.graphiql-editor-tool', variables: '.graphiql-editor-tool' }[name];
    if (name !== 'operation') await this.page.locator(`.graphiql-editor-tools [data-name=${name}]`).click();
    await this.page.locator(`${editor} .graphiql-editor:not(.hidden) .view-lines`).first().click();
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.insertText(text);
    // The editor closed brackets and quotes by itself.
    await this.page.keyboard.press('Control+Shift+End');
    await this.page.keyboard.press('Delete');
    await this.page.keyboard.press('Escape');
    // Until then GraphiQL runs what was there before.
    await this.page.waitForTimeout(400);
  }

  typeKey(key) {
    return this.type('headers', `{"Authorization": "Bearer ${key}"}`);
  }

  /** Runs what is open and waits for an answer that holds this. */
  async run(...parts) {
    await this.page.locator('.graphiql-execute-button').click();
    await this.waitForText('response.json', ...parts).catch(async (error) => {
      throw new Error(`${error.message}\nwanted: ${parts}\nshown: ${await this.text('response.json')}\nasked: ${await this.text('operation.graphql')}`);
    });
    return this.text('response.json');
  }

  tabs() {
    return this.page.locator('.graphiql-tab-button').allInnerTexts();
  }

  activeTab() {
    return this.page.locator('.graphiql-tab-button[aria-current=true]').innerText();
  }

  /** Everything that a browser keeps. */
  kept() {
    return this.page.evaluate(async () => JSON.stringify([location.href, history.state, { ...localStorage }, { ...sessionStorage },
      document.cookie, await indexedDB.databases(), await caches.keys()]));
  }
}
