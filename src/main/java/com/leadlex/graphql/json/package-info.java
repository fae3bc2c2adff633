/** Additions to Jackson: JSON that passes through unparsed, a safe cache of field names, texts that UTF-8 can encode. */
package com.leadlex.graphql.json;
