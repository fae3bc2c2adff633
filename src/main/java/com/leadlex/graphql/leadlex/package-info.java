/** Calls Leadlex by its REST API: the client, what it answers, retries, time limits, shared calls. */
package com.leadlex.graphql.leadlex;
