/**
 * Takes tokens off a case as long as the difference stays, so that a person can read it.
 *
 * @param differs whether a case still differs in the same way
 */
export async function shrunk(found, differs) {
  let smallest = found;
  for (let size = Math.max(1, found.tokens.length >> 1); size >= 1; size >>= 1) {
    for (let at = 0; at < smallest.tokens.length;) {
      const without = (list) => [...list.slice(0, at), ...list.slice(at + size)];
      const smaller = { ...smallest, tokens: without(smallest.tokens), separators: without(smallest.separators) };
      if (smaller.tokens.length && await differs(smaller)) smallest = smaller;
      else at += size;
    }
  }
  return smallest;
}
