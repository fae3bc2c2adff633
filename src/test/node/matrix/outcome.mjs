/**
 * What an application sees of an answer, in a few words: which data, which codes; or that it fails, and how.
 *
 * @param ask gives data, and the errors that the client shows as GraphQL errors
 */
export async function outcome(ask) {
  try {
    const { data, errors = [] } = await ask();
    return [describe(data), ...errors.map(({ extensions }) => extensions?.code ?? 'an error without a code')].filter(Boolean).join(', ') || 'null, no error';
  } catch (error) {
    return `fails: ${error.message.split(/: \{|\n/)[0]}`;
  }
}

function describe(data) {
  const fields = Object.values(data ?? {});
  if (fields.every((field) => field == null)) return '';
  return fields.some((field) => field == null) ? 'part of the data' : 'data';
}
