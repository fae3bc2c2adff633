import { parse } from 'jsonc-parser';

const SHORTEST = 8;

/** The parts of the typed header values that could be a key: all but short words such as "Bearer". */
export function secretsOf(headers) {
  const values = Object.values(parse(headers || '{}', [], { allowTrailingComma: true }) ?? {});
  return values.flatMap((value) => String(value).split(/\s+/)).filter((part) => part.length >= SHORTEST);
}

export const holdsAny = (text, secrets) => secrets.some((secret) => text.includes(secret));
