/** Computes defaults and checks the configuration at start. */
package com.leadlex.graphql.settings;
