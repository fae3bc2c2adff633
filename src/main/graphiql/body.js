import { strict } from './json.js';

/** The body of a request as JSON. The variables are text, so that their digits are kept. */
export function bodyOf({ query, variables, operationName }) {
  const parts = [`"query":${JSON.stringify(query)}`];
  if (variables) parts.push(`"variables":${strict(variables)}`);
  if (operationName) parts.push(`"operationName":${JSON.stringify(operationName)}`);
  return `{${parts.join(',')}}`;
}
