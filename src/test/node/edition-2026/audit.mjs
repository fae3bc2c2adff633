import assert from 'node:assert/strict';

/** Thrown by an audit that cannot be made here. */
export class Skipped extends Error {}

/** What a sentence that fails is called, by its level: as in graphql-http. */
const FAILED = { MUST: 'error', SHOULD: 'warn', MAY: 'notice' };

/**
 * One sentence of the specification.
 *
 * @param id does not change when sentences are added
 * @param level MUST, SHOULD (RECOMMENDED, too) or MAY
 * @param name the sentence
 * @param check throws when it does not hold
 */
export function audit(id, level, name, check) {
  return {
    id,
    level,
    name,
    /** @return status: ok, error, warn, notice or skip; reason, unless it is ok */
    fn: async (target) => {
      try {
        await check(target);
        return { status: 'ok' };
      } catch (error) {
        if (error instanceof Skipped) return { status: 'skip', reason: error.message };
        return { status: FAILED[level], reason: error.message.split('\n')[0] };
      }
    },
  };
}

const shown = ({ status, type, text }) => `${status} ${type} ${text.slice(0, 120)}`;

export function hasStatus(response, ...expected) {
  assert.ok(expected.includes(response.status), `expected ${expected.join(' or ')}, got ${shown(response)}`);
}

export function isRefused(response) {
  assert.ok(response.status >= 400 && response.status < 500, `expected 4xx, got ${shown(response)}`);
}

export function isAnswered(response) {
  assert.ok(response.status >= 200 && response.status < 300 && response.json?.data != null && !response.json.errors, `expected data, got ${shown(response)}`);
}

export function hasType(response, ...expected) {
  assert.ok(expected.includes(response.type), `expected ${expected.join(' or ')}, got ${shown(response)}`);
}

/** What the GraphQL specification calls an execution result or a request error result. */
export function isWellFormed(response) {
  const { json } = response;
  assert.ok(json && typeof json === 'object' && !Array.isArray(json), `expected a JSON object, got ${shown(response)}`);
  assert.ok('data' in json || 'errors' in json, `expected data or errors, got ${shown(response)}`);
  if ('errors' in json) {
    assert.ok(Array.isArray(json.errors) && json.errors.length && json.errors.every(({ message }) => typeof message === 'string'),
      `expected errors with messages, got ${shown(response)}`);
  }
  const others = Object.keys(json).filter((key) => !['data', 'errors', 'extensions'].includes(key));
  assert.deepEqual(others, [], `has other entries: ${others}`);
}

/** Skips what needs something of the server under test that was not told. */
export function needs(target, option) {
  if (!target[option]) throw new Skipped(`needs the option ${option}`);
  return target[option];
}
