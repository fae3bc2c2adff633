/**
 * Brings activities from Leadlex's REST API: the client, what its answers mean, retries, time limits, circuits, holds, shared
 * calls.
 */
@NullMarked
package com.leadlex.graphql.leadlex;

import org.jspecify.annotations.NullMarked;
