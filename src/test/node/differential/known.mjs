/**
 * The differences that are known, each with its reason. `open` marks what is to be mended here; once it is, the entry goes.
 * `of` looks at one difference (see compare.mjs) and at the request.
 */
const is = (kinds, detail, query = /^/) => (difference, request) =>
  kinds.split(' ').includes(difference.kind) && detail.test(difference.detail) && query.test(request.query);
const open = (what, of) => ({ what, why: 'To be mended.', open: true, of });

export const KNOWN = [
  {
    what: 'graphql-js 17 has an argument includeDeprecated on __Schema.directives, and isDeprecated and deprecationReason on __Directive',
    why: 'They are newer than the specification of September 2025.',
    of: is('extra verdict', /Unknown field argument 'includeDeprecated'|in type '__Directive' is undefined/),
  },
  {
    what: 'graphql-java compares the shapes of fields whose parent is unknown',
    why: 'The parent is refused by both; we tell of the fields in it, too.',
    of: is('extra', /fields have different (nullability|list) shapes|returns different types|fields have different arguments/),
  },
  {
    what: 'a subscription of several fields, or of introspection, is told to be so',
    why: 'Both refuse it, since there are no subscriptions here.',
    of: is('extra', /^Subscription operation/),
  },
  {
    what: 'what introspection tells of its own types: descriptions, and what is newer in graphql-js 17',
    why: 'Each library has its own texts, and graphql-js has parts that are newer than the specification of September 2025.',
    of: is('data', /^/, /__schema|__Type|__Directive/),
  },
  {
    what: 'includeDeprecated of introspection takes null',
    why: 'It is Boolean in graphql-java and Boolean! in graphql-js.',
    of: is('missing verdict', /non-null type "Boolean!"|expecting type "Boolean!"/, /includeDeprecated/),
  },
  {
    what: 'an id of 1.0, 1e3 or -0.0 in a representation',
    why: 'JavaScript cannot tell it from an integer; here it is none.',
    of: is('fields', /BAD_USER_INPUT/, /\d\.0|\de\d/),
  },
  {
    what: 'a definition with a description begins with it for graphql-js, with its keyword or variable here',
    why: 'The lines differ only where the description is on several.',
    of: is('missing extra', /never used|^Unused|has (an )?invalid value|anonymous operation|There can be only one|is (never|not) /, /several\r?\nlines/),
  },
  {
    what: 'a selection that a scalar cannot have is told at the selection by graphql-js, at the field here',
    why: 'The lines differ only where the arguments between them are on several lines.',
    of: is('missing', /^Field .* must not have a selection/),
  },
  {
    what: 'a definition of the type system that is followed by braces',
    why: 'graphql-java reads a type without fields and a query, graphql-js fields that are wrong; both refuse it.',
    of: is('verdict', /definition is not executable/),
  },
  {
    what: 'a variable of the type JSON or DateTime has no value here',
    why: 'The two are for results: no argument takes them.',
    of: is('extra verdict', /A value is not what the schema asks for/, /:[\s,]*\[?[\s,]*(JSON|DateTime)/),
  },
  open('__typename of a fragment on the union _Entity beside that of an activity is called a conflict', is('verdict extra', /__typename' : fields have different nullability shapes/)),
  open('null for the variable of a directive refuses the request, not the selection', ({ kind, detail }, { variables }) => kind === 'verdict' && variables.includes('null') && /^BAD_USER_INPUT: A value is not what .*answered/.test(detail)),
  open('fields of introspection in conflict are not told, and some that are in none are refused', is('verdict missing extra', /shapes|conflict because/, /__schema|__type\b/)),
  open('the place of a null that is not allowed is that of the whole literal', is('missing extra', /^Expected value of non-null type|^A value is not what the schema asks for/)),
  open('@defer is in the schema', is('missing verdict data', /^/, /@[\s,]*defer|directives/)),
  open('the places of several anonymous operations', is('missing extra', /anonymous operation/)),
  open('conflicts of fields in a fragment that nothing spreads, or in an operation of a kind that there is not', is('missing', /^Fields "/)),
  open('a character that no token has is told before a token that is wrong earlier; what is cut short is told at its start', is('missing extra', /[Ss]yntax [Ee]rror/)),
];
