import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { generate } from '@graphql-codegen/cli';
import { buildSchema, findBreakingChanges } from 'graphql';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../../..');
const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const parse = (sdl) => buildSchema(sdl, { assumeValidSDL: true });

test('TypeScript types of the schema and its operations compile', async () => {
  const folder = await mkdtemp(join(here, 'generated-'));
  try {
    const file = join(folder, 'activities.ts');
    await generate({
      schema: join(root, 'graphql/schema.graphql'),
      documents: join(root, 'graphql/operations/*.graphql'),
      generates: { [file]: { plugins: ['typescript', 'typescript-operations'] } },
      silent: true,
    }, true);
    execFileSync(join(here, 'node_modules/.bin/tsc'), ['--noEmit', '--strict', '--skipLibCheck', '--types', '', file], { encoding: 'utf8' });
    assert.match(await readFile(file, 'utf8'), /export type ActivityQuery\b/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('nothing in the schema breaks callers of the last release', async (t) => {
  const release = git('tag', '--merged', 'HEAD', '--sort=-v:refname', '--list', 'v*').split('\n')[0];
  if (!release) return t.skip('no release is tagged yet');
  const released = parse(git('show', `${release}:graphql/schema.graphql`));
  const current = parse(await readFile(join(root, 'graphql/schema.graphql'), 'utf8'));
  assert.deepEqual(findBreakingChanges(released, current), []);
});
