/**
 * The differences that are known, each with its reason.
 * `of` looks at one difference (see compare.mjs) and at the request.
 */
const is = (kinds, detail, query = /^/) => (difference, request) =>
  kinds.split(' ').includes(difference.kind) && detail.test(difference.detail) && query.test(request.query);
/** What stands on a line on which a description of several lines begins or ends. */
const atDescription = (of) => (difference, request) =>
  of(difference, request) && difference.lines.some((line) => request.query.split(/\r\n|[\r\n]/)[line - 1]?.includes('"""'));

export const KNOWN = [
  {
    what: 'definitions and extensions of types are refused at their keyword, and not read to their end',
    why: 'graphql-js reads them, and then refuses a document that has one. No caller needs to know what else is wrong with it.',
    of: ({ kind }) => kind === 'type system',
  },
  {
    what: 'a definition with a description of several lines is told where the description begins by graphql-js, at its keyword or variable here',
    why: 'graphql-java has the one place, and it is the one that a person has to look at.',
    of: atDescription(is('missing extra', new RegExp([
      /^(Fragment|Variable) .* is never used|^Variable ".*" (has invalid value|of type .* used in position)/, /^This anonymous operation|^The \w+ operation is not supported/,
      /^Unused |^Variable '.*' has an invalid value|^Variable .* of type|^An operation without a name|^The '\w+' operation is not supported/,
    ].map(({ source }) => source).join('|')))),
  },
  {
    what: 'includeDeprecated of introspection takes null',
    why: 'It is Boolean in graphql-java and Boolean! in graphql-js. What the first takes more hurts nobody who keeps to the second.',
    of: is('missing verdict', /non-null type "Boolean!"|expecting type "Boolean!"/, /includeDeprecated/),
  },
  {
    what: 'a variable that is null for includeDeprecated is told of other fields',
    why: 'graphql-java tells it where there is a list to be answered, once for each; graphql-js wherever the field is, up to the first in a list that must not be null.',
    of: (difference, request) => request.variables.includes('null') && is('fields', /BAD_USER_INPUT at \S*\.(args|fields|enumValues|inputFields|\w+) in/, /includeDeprecated[\s,]*:[\s,]*\$/)(difference, request),
  },
  {
    what: 'a fragment that spreads itself is told at the fragment here, at the spread by graphql-js',
    why: 'Both refuse it. The lines differ where the spread is on another than the fragment.',
    of: is('missing extra', /^Cannot spread fragment|^Fragment cycles not allowed/),
  },
  {
    what: 'a selection that a scalar cannot have is told at the selection by graphql-js, at the field here',
    why: 'Both refuse it. The lines differ only where the selection begins on another than the field.',
    of: is('missing extra', /^Field .* must not have a selection|^Subselection not allowed/),
  },
  {
    what: 'an id of 1.0, 1e3 or -0.0 in a representation',
    why: 'JavaScript cannot tell it from an integer; here it is none, as in activity(id:).',
    of: is('fields', /BAD_USER_INPUT/, /\bid[\s,]*:[\s,]*-?\d+(\.0|e\d)/),
  },
  {
    what: 'the default value of a variable of the type JSON or DateTime is refused',
    why: 'The two are for results. No argument takes them, so that a variable of such a type is refused as unused or misplaced by both.',
    of: is('extra', /^the default value of .* is not a valid '.*(JSON|DateTime).*' - This scalar is for results only/),
  },
];
