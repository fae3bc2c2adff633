// Takes README's pictures of GraphiQL anew: `npm run screenshots`.
import { fileURLToPath } from 'node:url';
import { GraphiQLPage, launch } from './browser.mjs';
import { KEY } from './leadlex.mjs';

const folder = fileURLToPath(new URL('../../main/graphiql/', import.meta.url));
const browser = await launch();
for (const [colorScheme, name] of [['light', 'screenshot.png'], ['dark', 'screenshot-dark.png']]) {
  const graphiql = await GraphiQLPage.open(await browser.newContext({ colorScheme, viewport: { width: 1880, height: 860 } }));
  const { page } = graphiql;
  await graphiql.typeKey(KEY);
  await page.locator('.graphiql-editor-tools [data-name=variables]').click();
  await page.getByLabel('Show Documentation Explorer').click();
  await page.locator('.graphiql-doc-explorer-content').getByText('Activity', { exact: true }).first().click();
  // The editors wider, the docs narrower, as one would drag them.
  for (const [bar, by] of [['.graphiql-main > .graphiql-horizontal-drag-bar', -260], ['#graphiql-session > .graphiql-horizontal-drag-bar', 60]]) {
    const { x, y, width, height } = await page.locator(bar).boundingBox();
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2 + by, y + height / 2, { steps: 5 });
    await page.mouse.up();
  }
  // The first answer of a service that has just been started is slow.
  for (let run = 1; run <= 5; run++) await graphiql.run('Discovery call with Jane').then(() => page.waitForTimeout(300));
  await page.mouse.move(0, 0);
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: `${folder}${name}` });
}
await browser.close();
