import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { generate } from '@graphql-codegen/cli';
import { buildClientSchema, buildSchema, findBreakingChanges, getIntrospectionQuery } from 'graphql';
import { getIntrospectionQuery as getIntrospectionQuery17 } from 'graphql17';

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

const ALL = { specifiedByUrl: true, directiveIsRepeatable: true, inputValueDeprecation: true, oneOf: true, schemaDescription: true };
for (const query of [getIntrospectionQuery(), getIntrospectionQuery(ALL), getIntrospectionQuery17(), getIntrospectionQuery17(ALL)]) {
  test(`the introspection query of graphql-js is answered, ${query.length} characters of it`, async () => {
    const response = await fetch(`${process.env.FACADE_URL}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
    const { data } = await response.json();
    assert.ok(buildClientSchema(data).getType('Activity'));
  });
}

const committed = await readFile(join(root, 'graphql/schema.graphql'), 'utf8');
const breaking = (before, after) => findBreakingChanges(parse(before), parse(after)).map(({ type }) => type);

test('nothing in the schema breaks callers of the last release', (t) => {
  const release = git('tag', '--merged', 'HEAD', '--sort=-v:refname', '--list', 'v*').split('\n')[0];
  if (!release) return t.skip('no release is tagged yet, so there is nothing to compare with');
  assert.deepEqual(breaking(git('show', `${release}:graphql/schema.graphql`), committed), []);
});

// So that the test above does not pass for want of looking.
for (const [what, from, to, change] of [
  ['a field that is gone', /  "A short title."\n  title: String\n/, '', 'FIELD_REMOVED'],
  ['a field of another type', 'createdDate: DateTime', 'createdDate: String', 'FIELD_CHANGED_KIND'],
  ['a field that can be null now', 'type: String!', 'type: String', 'FIELD_CHANGED_KIND'],
  ['an argument that is gone', /\([^()]*\)/, '', 'ARG_REMOVED'],
  ['another argument that is required', 'id: ID!\n  ):', 'id: ID!\n    tenant: ID!\n  ):', 'REQUIRED_ARG_ADDED'],
  ['a type that is gone', /createdDate: DateTime(.*)scalar DateTime\n/s, 'createdDate: String$1scalar Date\n', 'TYPE_REMOVED'],
]) {
  test(`${what} counts as breaking`, () => {
    const changed = committed.replace(from, to);
    assert.notEqual(changed, committed);
    assert.ok(breaking(committed, changed).includes(change));
  });
}

test('a field, a type and an optional argument more do not count as breaking', () => {
  const more = committed.replace('  title: String\n', '  title: String\n  owner: Owner\n').replace('id: ID!\n  ):', 'id: ID!\n    at: String\n  ):');
  assert.deepEqual(breaking(committed, `${more}\ntype Owner { id: ID! }\n`), []);
});
