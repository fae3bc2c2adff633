/** The adapter to Leadlex's REST API. This package holds what its rooms share: settings, client, listener. */
package com.leadlex.graphql.leadlex;
