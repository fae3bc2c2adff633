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
      /^The (fragment|variable) '.*' is not used|^The variable '.*' (of the type|needs a value)|^An operation without a name|^The schema has no type for|^The operation does not define/,
    ].map(({ source }) => source).join('|')))),
  },
  {
    what: 'a variable of @skip, @include, includeDeprecated or of an item of a list that is null is refused for the whole request',
    why: 'The specification leaves it to the field; nothing is asked of Leadlex for an operation that cannot be answered as it is meant.',
    of: is('verdict extra', /The variable '.*' must not be null here/),
  },
  {
    what: 'fields of two object types that share a key',
    why: 'graphql-js compares their types, too. One of them is in a fragment that cannot be spread there, which both refuse.',
    of: is('missing', /^Fields ".*" conflict because .*they return conflicting types/),
  },
  {
    what: 'an id of 1.0, 1e3 or -0.0 in a representation',
    why: 'JavaScript cannot tell it from an integer; here it is none, as in activity(id:).',
    of: is('fields', /BAD_USER_INPUT/, /\bid[\s,]*:[\s,]*-?\d+(\.0|e\d)/),
  },
];
