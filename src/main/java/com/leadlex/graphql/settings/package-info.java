/** Computes defaults, checks the configuration at start, and reports why a start failed. */
package com.leadlex.graphql.settings;
