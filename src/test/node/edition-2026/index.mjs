import { QUERY } from './query.mjs';
import { REQUEST } from './request.mjs';
import { RESPONSE } from './response.mjs';
import { STATUS } from './status.mjs';

/**
 * One audit for each sentence of the edition of September 2026 that a server can be asked about from outside, in the manner of
 * graphql-http's: id, level, name, fn. They need no schema but `__typename`; what needs more is an option of the target:
 *
 * - url: the endpoint; {href, headers} when each request needs a header, e.g. one against cross-site requests
 * - partial: a request whose answer has data and errors, e.g. {query, variables}
 * - nothing: a request whose answer has errors, and data that is null
 * - forbidden: a request that the client is not permitted to issue, with its headers
 * - patienceMillis: how long to wait for a 408; 15,000 unless told
 */
export const audits = [...REQUEST, ...RESPONSE, ...STATUS, ...QUERY];

/** The sentences that no audit is made of, and why. */
export const UNTESTED = {
  'the schema available via a single URL may be different for different clients': 'nothing to see from outside',
  'a decision to forbid a request should not be based on the contents of a well-formed one': 'the reason cannot be seen from outside',
  'servers may support other serialization formats, media types, encodings, validation rules': 'allowed, so nothing can fail',
  'a client must indicate the media types that it supports, and of its body; it should send JSON': 'of clients',
  'implementers must not add properties to the request object': 'of clients and specifications',
  'clients should process application/graphql-response+json independent of the status code': 'of clients',
  'if the server is a short and stout ceramic vessel, 418 should be used': 'none was at hand',
  'when the server is the reason for failure, the appropriate 5xx should be used': 'a server cannot be made to fail from outside',
};
