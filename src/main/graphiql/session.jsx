import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect } from 'react';
import { secretsOf } from './secrets.js';

/**
 * What is open in GraphiQL, for the code outside its components: the editors, the tabs, and what can be done with them.
 * `headers` are those last typed, and the only place where a key is kept.
 */
export const session = { headers: '' };

export const textOf = (editor) => session[`${editor}Editor`]?.getValue() ?? '';

export const secrets = () => secretsOf(session.headers);

/** @param template the headers that a new tab has by itself */
export function Session({ template, operationName }) {
  Object.assign(session, useGraphiQL(pick('queryEditor', 'variableEditor', 'headerEditor', 'responseEditor', 'tabs',
    'activeTabIndex', 'operationName', 'operations')), { actions: useGraphiQLActions() });
  const { actions, activeTabIndex, headerEditor, operations } = session;

  // What is asked in one tab is not answered in another.
  useEffect(() => actions.stop(), [actions, activeTabIndex]);

  // GraphiQL gives a new tab, one of an earlier visit and one from the history their own headers: none or the template.
  useEffect(() => {
    const typed = headerEditor?.onDidChangeModelContent(({ isFlush }) => {
      const text = headerEditor.getValue();
      const own = isFlush && (text === '' || text === template);
      if (!own) session.headers = text;
      else if (session.headers && session.headers !== text) headerEditor.setValue(session.headers);
    });
    return () => typed?.dispose();
  }, [headerEditor, template]);

  // A shared link may name one of several operations, once.
  useEffect(() => {
    if (operationName && operations?.some(({ name }) => name?.value === operationName)) actions.setOperationName(operationName);
  }, [actions, Boolean(operations)]);

  return null;
}
