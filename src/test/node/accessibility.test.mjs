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
        await page.getByText('Response headers').click();
        assert.deepEqual(await findings(page), [], 'response headers');
        await shot('headers');
        await page.getByText('Response headers').click();
        for (const plugin of ['Documentation Explorer', 'History', 'GraphiQL Explorer']) {
          await page.getByLabel(`Show ${plugin}`).click();
          assert.deepEqual(await findings(page), [], plugin);
        }
        await page.getByLabel('Show Documentation Explorer').click();
        await page.locator('.graphiql-doc-explorer-content').getByText('Activity', { exact: true }).first().click();
        assert.deepEqual(await findings(page), [], 'docs of a type');
        await shot('docs');
        await page.getByLabel('Show History').click();
        await page.getByLabel('Edit label').first().click();
        assert.deepEqual(await findings(page), [], 'label of the history');
        await page.getByLabel('Cancel').click();
        await page.getByLabel('Hide History').click();
        await page.getByLabel('Open an example').click();
        assert.deepEqual(await findings(page), [], 'menu of examples');
        await page.keyboard.press('Escape');
        await page.getByLabel('Open settings dialog').click();
        assert.doesNotMatch(await page.getByRole('dialog').innerText(), /persist/i);
        assert.deepEqual(await findings(page), [], 'settings');
        await shot('settings');
        await page.keyboard.press('Escape');
        await page.getByLabel('Open short keys dialog').click();
        assert.deepEqual(await findings(page), [], 'short keys');
        await page.context().close();
      });
    }
  }

  for (const [width, height] of [[844, 390], [640, 450], [1280, 360]]) {
    test(`cuts nothing off in a window of ${width} by ${height}`, async () => {
      const { page } = await open('light', [width, height]);
      const { scrolls, bottom } = await page.evaluate(() => {
        const scrolled = document.scrollingElement;
        scrolled.scrollTop = scrolled.scrollHeight;
        const { bottom: end } = document.querySelector('.graphiql-container').getBoundingClientRect();
        return { scrolls: scrolled.scrollTop > 0, bottom: end };
      });
      assert.ok(scrolls && bottom <= height + 1, `the page ends at ${bottom} of ${height}`);
      await page.screenshot({ path: `${screenshots}/graphiql-low-${width}x${height}.png` });
      await page.context().close();
    });
  }

  test('scrolls the editors with the page on a phone', async () => {
    const { page } = await open('light', SIZES.phone);
    const tops = await page.evaluate(async () => {
      const top = () => document.querySelector('.graphiql-query-editor .view-lines').getBoundingClientRect().top;
      const before = top();
      document.querySelector('#graphiql-session').scrollTop = 60;
      return [before, top()];
    });
    assert.equal(tops[0] - tops[1], 60);
    await page.context().close();
  });

  test('shows Execute in forced colours', async () => {
    const context = await browser.newContext({ forcedColors: 'active', viewport: { width: 1440, height: 900 } });
    const { page } = await GraphiQLPage.open(context);
    const { border, icon, behind } = await page.locator('.graphiql-execute-button').evaluate((button) => ({
      border: getComputedStyle(button).borderTopWidth,
      icon: getComputedStyle(button.querySelector('svg')).color,
      behind: getComputedStyle(button).backgroundColor,
    }));
    assert.equal(border, '2px');
    assert.notEqual(icon, behind);
    await page.screenshot({ path: `${screenshots}/graphiql-forced-colours.png` });
    await context.close();
  });

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
