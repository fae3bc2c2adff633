import { ToolbarButton, ToolbarMenu, UnStyledButton, pick, useGraphiQL } from '@graphiql/react';
import { useState } from 'react';
import { useAnswer } from './answers.js';
import { linkTo } from './link.js';
import { holdsAny } from './secrets.js';
import { secrets, session, textOf } from './session.jsx';

/** Below the result: status, time and request id of the request that it answers. */
export function AnswerLine() {
  const { tabs, activeTabIndex, isFetching } = useGraphiQL(pick('tabs', 'activeTabIndex', 'isFetching'));
  const answer = useAnswer(tabs[activeTabIndex]?.id);
  const facts = answer && !isFetching
    ? [answer.status && `HTTP ${answer.status}`, `${answer.milliseconds} ms`, answer.requestId && `request id ${answer.requestId}`]
    : [];
  return <p role="status" className="answer">{facts.filter(Boolean).join(' · ')}</p>;
}

/** Copies a link to what is in the editors, without the headers. */
export function ShareButton() {
  const [said, say] = useState('');
  const share = async () => {
    say(await copied(linkTo(location, { query: textOf('query'), variables: textOf('variable'), operationName: session.operationName })));
    setTimeout(() => say(''), 4000);
  };
  return (
    <>
      <ToolbarButton onClick={share} label="Copy a link to this operation, without the key">
        <LinkIcon />
      </ToolbarButton>
      <span role="status" className="said">{said}</span>
    </>
  );
}

async function copied(link) {
  if (holdsAny(decodeURIComponent(link), secrets())) return 'Not copied: the operation itself contains your key.';
  try {
    await navigator.clipboard.writeText(link);
    return 'Link copied.';
  } catch {
    // No clipboard outside https and localhost.
    history.replaceState(null, '', link);
    return 'The link is in the address bar.';
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
const BookIcon = () => <Icon><path d="M4 6h16M4 12h16M4 18h10" /></Icon>;
