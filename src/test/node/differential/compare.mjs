/** What the service makes of a request, in the form of reference.mjs. */
export async function ask(url, key, { query, operationName, variables }) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, accept: 'application/graphql-response+json' },
    body: `{"query":${JSON.stringify(query)},"operationName":${JSON.stringify(operationName)},"variables":${variables}}`,
  });
  const { data, errors = [], ...others } = await response.json();
  const told = errors.map(({ message, path, locations = [], extensions }) => ({ code: extensions.code, message, path, lines: locations.map(({ line }) => line) }));
  return { status: response.status, ...(data === undefined ? { refused: told[0].code } : { data }), errors: told, others: Object.keys(others) };
}

/** Words of a library's insides, which a caller must never meet. */
const LEAK = /\b[A-Z]\w*\{|Validation error|\bAST\b|java\.|Exception|operation 'null'|graphql\.(?!org)/;

/**
 * What differs, as a list of kinds with a detail each, and the lines of an error; empty when nothing does.
 *
 * - bug: we call it a bug of ours, or answer 5xx
 * - leak: a message of ours tells of a library's insides
 * - type system: we refuse a document at a type's definition, and graphql-js refuses it, too
 * - verdict: one refuses what the other takes, or by another code
 * - missing: an error of graphql-js has no line of ours; of the lines of one (both halves of a conflict) any will do
 * - extra: an error of ours has a line that graphql-js does not mention
 * - fields: other errors of fields, by code, path and line
 * - data: other data, key order included
 */
export function differences(ours, theirs) {
  if (ours.status >= 500 || ours.errors.some(({ code }) => code === 'INTERNAL_SERVER_ERROR')) return [{ kind: 'bug', detail: summary(theirs) }];
  const found = ours.errors.filter(({ message }) => LEAK.test(message)).map(({ message }) => ({ kind: 'leak', detail: message }));
  if (theirs.refused && /a document defines operations and fragments only/.test(ours.errors[0]?.message)) {
    return [...found, { kind: 'type system', detail: summary(theirs) }];
  }
  if (ours.refused !== theirs.refused) {
    return [...found, { kind: 'verdict', detail: `${summary(ours)} | graphql-js: ${summary(theirs)}` }];
  }
  if (ours.refused) return [...found, ...places(ours, theirs)];
  const [here, there] = [fields(ours), fields(theirs)];
  // Where data is null, graphql-js leaves the fields beside the one that made it so. Where two fields of a document are one in the
  // answer, it gives the places of both.
  const same = ours.data === null && theirs.data === null ? [...there.keys()].every((field) => here.has(field)) : String([...here.keys()].sort()) === String([...there.keys()].sort());
  if (!same || [...there].some(([field, lines]) => !here.get(field).every((line) => lines.includes(line)))) {
    found.push({ kind: 'fields', detail: `${print(here)} | graphql-js: ${print(there)}` });
  }
  if (JSON.stringify(ours.data) !== JSON.stringify(theirs.data)) found.push({ kind: 'data', detail: `${JSON.stringify(ours.data)} | graphql-js: ${JSON.stringify(theirs.data)}` });
  return found;
}

const summary = ({ refused, errors }) => refused ? `${refused}: ${errors.map(({ message }) => message).join(' ')}` : 'answered';
const fields = ({ errors }) => new Map(errors.map(({ path, code, lines }) => [`${code} at ${path?.join('.')}`, lines]));
const print = (map) => [...map].map(([field, lines]) => `${field} in ${lines}`);

function places(ours, theirs) {
  const here = new Set(ours.errors.flatMap(({ lines }) => lines));
  const there = new Set(theirs.errors.flatMap(({ lines }) => lines));
  return [
    ...theirs.errors.filter(({ lines }) => lines.length && !lines.some((line) => here.has(line))).map(({ message, lines }) => ({ kind: 'missing', detail: message, lines })),
    ...ours.errors.filter(({ lines }) => lines.some((line) => !there.has(line))).map(({ message, lines }) => ({ kind: 'extra', detail: message, lines })),
  ];
}
