import { holdsAny } from './secrets.js';

/**
 * The browser's storage for tabs, history, theme and sizes, without a key: the headers that GraphiQL would keep in them are
 * left out, and a text that holds a secret is not kept at all. Without storage, as in some private windows, the page
 * remembers nothing.
 *
 * @param secrets gives what must not be kept
 */
export function safeStorage(secrets, store = browserStorage()) {
  const own = () => Object.keys(store).filter((key) => key.startsWith('graphiql:'));
  return {
    get length() {
      return own().length;
    },
    getItem: (key) => store.getItem(key),
    setItem(key, value) {
      const text = withoutHeaders(String(value));
      if (key !== 'graphiql:headers' && !holdsAny(text, secrets())) store.setItem(key, text);
    },
    removeItem: (key) => store.removeItem(key),
    clear: () => own().forEach((key) => store.removeItem(key)),
  };
}

/** The tab that was open at the last visit: GraphiQL keeps its texts apart from its tabs, which may differ. */
export function leftOpen(storage) {
  try {
    const { tabs, activeTabIndex } = JSON.parse(storage.getItem('graphiql:tabState'));
    const { query, variables } = tabs[activeTabIndex];
    return { query: query ?? '', variables: variables ?? '' };
  } catch {
    return null;
  }
}

function withoutHeaders(text) {
  if (!text.includes('"headers"')) return text;
  try {
    return JSON.stringify(JSON.parse(text), (key, value) => (key === 'headers' ? null : value));
  } catch {
    // What a user typed, such as a query; not what GraphiQL keeps headers in.
    return text;
  }
}

function browserStorage() {
  try {
    localStorage.getItem('graphiql:theme');
    return localStorage;
  } catch {
    return { getItem: () => null, setItem() {}, removeItem() {} };
  }
}
