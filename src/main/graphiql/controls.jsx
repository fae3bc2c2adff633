import { ToolbarButton, ToolbarMenu, UnStyledButton, pick, useGraphiQL } from '@graphiql/react';
import { useState } from 'react';
import { useAnswer } from './answers.js';
import { curl, linkTo } from './link.js';
import { holdsAny } from './secrets.js';
import { secrets, session, textOf } from './session.jsx';

/** Below the result: status, time, size, request id and headers of the answer that is shown, and nothing where none is. */
export function AnswerLine() {
  const { tabs, activeTabIndex, isFetching } = useGraphiQL(pick('tabs', 'activeTabIndex', 'isFetching'));
  const tab = tabs[activeTabIndex];
  const last = useAnswer(tab?.id);
  // GraphiQL shows an error of its own when it sends nothing, and an empty result after Stop.
  const answer = last && !isFetching && last.text === tab.response ? last : null;
  const facts = answer
    ? [answer.status && `HTTP ${answer.status}`, `${answer.milliseconds} ms`, answer.size, answer.requestId && `request id ${answer.requestId}`]
    : [];
  return (
    <>
      <p role="status" className="answer">{facts.filter(Boolean).join(' · ')}</p>
      {answer?.headers && (
        <details className="answer-headers">
          <summary>Response headers</summary>
          <dl>{answer.headers.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
        </details>
      )}
    </>
  );
}

/** Copies a link to what is in the editors, without the headers. */
export const ShareButton = () => (
  <CopyButton
    label="Copy a link to this operation, without the key"
    icon={<LinkIcon />}
    what="Link"
    text={() => linkTo(location, { query: textOf('query'), variables: textOf('variable'), operationName: session.operationName })}
    // No clipboard outside https and localhost.
    withoutClipboard={(link) => {
      history.replaceState(null, '', link);
      return 'The link is in the address bar.';
    }}
  />
);

/** Copies a command that runs what is in the editors, with a variable of the shell in the place of the key. */
export const CurlButton = ({ endpoint }) => (
  <CopyButton
    label="Copy as cURL, without the key"
    icon={<TerminalIcon />}
    what="Command"
    text={() => curl(new URL(endpoint, location), {
      query: textOf('query'), variables: textOf('variable').trim(), operationName: session.operationName,
    }, /authorization/i.test(session.headers || textOf('header')))}
    withoutClipboard={() => 'Not copied: the browser gives no clipboard to this page.'}
  />
);

function CopyButton({ label, icon, what, text, withoutClipboard }) {
  const [message, setMessage] = useState('');
  const copy = async () => {
    setMessage(await copied(what, text, withoutClipboard));
    setTimeout(() => setMessage(''), 4000);
  };
  return (
    <>
      <ToolbarButton onClick={copy} label={label}>{icon}</ToolbarButton>
      <span role="status" className="said">{message}</span>
    </>
  );
}

async function copied(what, text, withoutClipboard) {
  let content;
  try {
    content = text();
  } catch {
    return 'Not copied: the variables are not valid JSON.';
  }
  if (holdsAny(decoded(content), secrets())) return 'Not copied: the operation itself contains your key.';
  try {
    await navigator.clipboard.writeText(content);
    return `${what} copied.`;
  } catch {
    return withoutClipboard(content);
  }
}

/** What a link says, however it is encoded; another text may hold a "%" of its own. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Opens an example in a tab of its own. */
export function ExamplesMenu({ examples }) {
  const open = ({ query, variables }) => {
    session.actions.addTab();
    session.queryEditor.setValue(query);
    session.variableEditor.setValue(variables);
  };
  return (
    <ToolbarMenu modal={false} button={<UnStyledButton type="button" className="graphiql-toolbar-button" aria-label="Open an example" title="Open an example"><BookIcon /></UnStyledButton>}>
      {examples.map((example) => (
        <ToolbarMenu.Item key={example.name} onSelect={() => open(example)}>{example.name}</ToolbarMenu.Item>
      ))}
    </ToolbarMenu>
  );
}

const Icon = ({ children }) => (
  <svg className="graphiql-toolbar-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">{children}</svg>
);
const LinkIcon = () => <Icon><path d="M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-6-6l-1.5 1.5M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 6 6l1.5-1.5" /></Icon>;
const TerminalIcon = () => <Icon><path d="M4 5h16v14H4zM7 9l3 3-3 3M12 15h5" /></Icon>;
const BookIcon = () => <Icon><path d="M4 6h16M4 12h16M4 18h10" /></Icon>;
