import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { GraphiQLPage, launch, skip } from './browser.mjs';
import { KEY } from './leadlex.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const screenshots = fileURLToPath(new URL('../../../target/screenshots/', import.meta.url));
const SIZES = { phone: [390, 844], tablet: [820, 1180], desk: [1440, 900] };
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

describe('GraphiQL for keyboard and screen reader', { skip, timeout: 300_000 }, () => {
  let browser;
  before(async () => {
    await mkdir(screenshots, { recursive: true });
    browser = await launch();
  });
  after(() => browser?.close());

  const open = (colorScheme, [width, height]) =>
    // axe is put into the page by the test, which the page's own policy would refuse.
    browser.newContext({ colorScheme, viewport: { width, height }, bypassCSP: true }).then(GraphiQLPage.open);

  const findings = async (page) => {
    await page.waitForTimeout(600);
    await page.addScriptTag({ path: axe });
    const { violations } = await page.evaluate((values) => axe.run(document, { runOnly: { type: 'tag', values } }), RULES);
    return violations.filter(({ impact }) => ['serious', 'critical'].includes(impact))
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target, any }) => `${target.join(' ')} (${any[0]?.message})`).join(', ')}`);
  };

  for (const scheme of ['light', 'dark']) {
    for (const [size, dimensions] of Object.entries(SIZES)) {
      test(`axe has no serious finding: ${scheme}, ${size}`, async () => {
        const graphiql = await open(scheme, dimensions);
        const { page } = graphiql;
        const shot = (name) => page.screenshot({ path: `${screenshots}/graphiql-${scheme}-${size}-${name}.png` });
        await graphiql.typeKey(KEY);
        await graphiql.run('Discovery call with Jane');
        assert.deepEqual(await findings(page), [], 'with an answer');
        await shot('answer');
        for (const plugin of ['Documentation Explorer', 'History', 'GraphiQL Explorer']) {
          await page.getByLabel(`Show ${plugin}`).click();
          assert.deepEqual(await findings(page), [], plugin);
        }
        await page.getByLabel('Show Documentation Explorer').click();
        await page.locator('.graphiql-doc-explorer-content').getByText('Activity', { exact: true }).first().click();
        assert.deepEqual(await findings(page), [], 'docs of a type');
        await shot('docs');
        await page.getByLabel('Open settings dialog').click();
        assert.deepEqual(await findings(page), [], 'settings');
        await page.keyboard.press('Escape');
        await page.getByLabel('Open short keys dialog').click();
        assert.deepEqual(await findings(page), [], 'short keys');
        await page.context().close();
      });
    }
  }

  test('has one main part and one heading of the first level', async () => {
    const { page } = await open('light', SIZES.desk);
    assert.equal(await page.getByRole('main').count(), 1);
    assert.deepEqual(await page.getByRole('heading', { level: 1 }).allInnerTexts(), ['Leadlex GraphQL']);
    await page.context().close();
  });

  test('shows where the keyboard is, at each stop', async () => {
    const { page } = await open('light', SIZES.desk);
    const seen = new Set();
    for (let stop = 0; stop < 25; stop++) {
      await page.keyboard.press('Tab');
      const { name, ring } = await page.evaluate(() => {
        const { activeElement: element } = document;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        const editor = element.closest('.graphiql-editor');
        return {
          name: element.getAttribute('aria-label') ?? (element.textContent || element.className),
          ring: (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || (editor && getComputedStyle(editor).boxShadow !== 'none'),
        };
      });
      seen.add(name);
      assert.ok(ring, `no ring at ${name}`);
    }
    for (const name of ['Show Documentation Explorer', 'Activity', 'New tab', 'Execute query (Ctrl-Enter)', 'Open an example']) {
      assert.ok([...seen].includes(name), `${name} is not among ${[...seen]}`);
    }
    await page.context().close();
  });

  test('runs an operation by keyboard alone', async () => {
    const graphiql = await open('light', SIZES.desk);
    const { page } = graphiql;
    for (let stop = 0; stop < 40; stop++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement.matches('.graphiql-execute-button'))) break;
    }
    await page.keyboard.press('Enter');
    await graphiql.waitForText('response.json', 'UNAUTHENTICATED');
    await page.context().close();
  });
});
