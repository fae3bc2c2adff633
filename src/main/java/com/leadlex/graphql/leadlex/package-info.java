/** The adapter to Leadlex's REST API. This package holds what its rooms share: settings, client, listener. */
@NullMarked
package com.leadlex.graphql.leadlex;

import org.jspecify.annotations.NullMarked;
