/** The connections to Leadlex: which requests may use one, how much of a response is accepted, and the meaning of failures. */
package com.leadlex.graphql.leadlex.connection;
