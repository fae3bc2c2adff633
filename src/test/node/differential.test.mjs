// What graphql-js accepts on our schema we accept, what it refuses we refuse, at the same lines, and both read the same values.
//
// Each case is made by a seed of its own. DIFFERENTIAL_SEED is the first one, DIFFERENTIAL_CASES how many follow.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, differences } from './differential/compare.mjs';
import { Generator } from './differential/generate.mjs';
import { KNOWN as DIFFERENCES } from './differential/known.mjs';
import { mutate, pretty, print, scattered } from './differential/mutate.mjs';
import { Random } from './differential/random.mjs';
import { Reference } from './differential/reference.mjs';
import { shrunk } from './differential/shrink.mjs';
import { ACTIVITY, KEY } from './leadlex.mjs';

const url = `${process.env.FACADE_URL}/graphql`;
const first = Number(process.env.DIFFERENTIAL_SEED ?? 1);
const cases = Number(process.env.DIFFERENTIAL_CASES ?? 4000);
/** What the stand-in for Leadlex tells of each activity, by the names of our schema. */
const activity = Object.fromEntries(Object.entries(ACTIVITY).map(([name, value]) => [name.replace(/_(.)/g, (_, letter) => letter.toUpperCase()), value]));

test(`graphql-js and the service agree on ${cases} requests, seeds from ${first}`, { timeout: 600_000 }, async (t) => {
  const reference = await Reference.of(data, activity);
  const answers = new Map();
  const known = new Map(DIFFERENCES.map((difference) => [difference, 0]));
  const unknown = new Map();
  let next = first;
  await Promise.all(Array.from({ length: 16 }, async () => {
    while (next < first + cases) {
      const seed = next++;
      const made = await make(seed, reference);
      const { theirs, found } = await compare(made, reference);
      const answer = theirs.refused ?? (theirs.errors.length ? 'data and errors' : 'data');
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
      for (const difference of found) {
        const listed = DIFFERENCES.find(({ of }) => of(difference, request(made)));
        if (listed) known.set(listed, known.get(listed) + 1);
        else if (!unknown.has(kind(difference))) unknown.set(kind(difference), { seed, made });
      }
    }
  }));

  t.diagnostic(`graphql-js answered: ${[...answers].map(([answer, times]) => `${answer} ${times}`).join(', ')}`);
  for (const [{ what, why }, times] of known) t.diagnostic(`known, ${times} times: ${what}. ${why}`);
  assert.ok(['data', 'data and errors', 'BAD_USER_INPUT'].every((answer) => cases < 1000 || answers.has(answer)), 'all kinds of answers are met');
  const report = await Promise.all([...unknown].slice(0, 10).map((entry) => tell(entry, reference)));
  assert.equal(unknown.size, 0, `${unknown.size} kinds of differences that are not known:\n\n${report.join('\n\n')}`);
});

/** Every other case is mutated. What graphql-js cannot parse is broken into many lines, since its error has but one place. */
async function make(seed, reference) {
  const random = new Random(seed);
  const generated = new Generator(random, reference.schema).request();
  const tokens = random.chance(0.5) ? mutate(random, generated.tokens) : generated.tokens;
  const made = { ...generated, tokens, separators: pretty(random, tokens) };
  const { refused } = await reference.answer(request(made));
  return refused === 'GRAPHQL_PARSE_FAILED' ? { ...made, separators: scattered(random, tokens) } : made;
}

function request({ tokens, separators, operationName, variables }) {
  return { query: print(tokens, separators), operationName, variables };
}

async function compare(made, reference) {
  const [ours, theirs] = await Promise.all([ask(url, KEY, request(made)), reference.answer(request(made))]);
  return { ours, theirs, found: differences(ours, theirs) };
}

/** Names and numbers aside, so that a kind is told once. */
function kind({ kind, detail }) {
  if (kind === 'bug') return kind;
  return `${kind}: ${detail.replace(/["'`“][^"'`”]*["'`”]/g, '_').replace(/\$\w+/g, '$_').replace(/\d+/g, '9').slice(0, 110)}`;
}

async function tell([named, { seed, made }], reference) {
  const smallest = await shrunk(made, async (smaller) => (await compare(smaller, reference)).found.some((difference) => kind(difference) === named));
  const { ours, theirs } = await compare(smallest, reference);
  const { query, operationName, variables } = request(smallest);
  const told = ({ refused, errors }) => `${refused ?? 'answers'} ${JSON.stringify(errors.map(({ message, path, lines }) => ({ message, path, lines })))}`;
  return `${named} (DIFFERENTIAL_SEED=${seed})\n${JSON.stringify(query)} operationName ${operationName} variables ${variables}\n  ours: ${told(ours)}\n  graphql-js: ${told(theirs)}`;
}

async function data(query) {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
  return (await response.json()).data;
}
