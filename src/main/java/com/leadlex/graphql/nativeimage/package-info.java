/** Native-image metadata that takes code. */
package com.leadlex.graphql.nativeimage;
