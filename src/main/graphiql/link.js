import { bodyOf } from './body.js';

/*
 * A link to an operation: `?query=`, `variables` and `operationName`, as other GraphiQL pages have them. Never the headers, so
 * never a key: one who opens it uses a key of their own.
 */

/** What the address asks to open, or null. */
export function linked({ search }) {
  const parameters = new URLSearchParams(search);
  if (!parameters.get('query')) return null;
  return {
    query: parameters.get('query'),
    variables: parameters.get('variables') ?? '',
    operationName: parameters.get('operationName') ?? null,
  };
}

/** The address that opens this operation. */
export function linkTo({ origin, pathname }, { query, variables, operationName }) {
  const parameters = new URLSearchParams({ query });
  if (variables) parameters.set('variables', variables);
  if (operationName) parameters.set('operationName', operationName);
  return `${origin}${pathname}?${parameters}`;
}

/**
 * A shell command that sends the operation. The key is a variable of the shell, so that it is in no history.
 *
 * @throws SyntaxError where the variables are not valid JSON
 */
export function curl(url, operation, withKey) {
  const body = bodyOf(operation);
  JSON.parse(body);
  const lines = [`curl ${quoted(String(url))}`, "-H 'Content-Type: application/json'"];
  if (withKey) lines.push('-H "Authorization: Bearer $LEADLEX_API_KEY"');
  return [...lines, `--data-raw ${quoted(body)}`].join(' \\\n  ');
}

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
