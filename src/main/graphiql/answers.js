import { useSyncExternalStore } from 'react';

/** How the last request of each tab ended, by the tab's id: status, milliseconds, requestId. */
let answers = {};
const listeners = new Set();

export function answered(tab, facts) {
  answers = { ...answers, [tab]: facts };
  listeners.forEach((listener) => listener());
}

export const useAnswer = (tab) => useSyncExternalStore(subscribe, () => answers)[tab];

function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
