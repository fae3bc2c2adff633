package com.leadlex.graphql.client;

import java.net.URI;

import org.springframework.graphql.client.ClientGraphQlResponse;
import org.springframework.graphql.client.HttpGraphQlClient;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/** Spring for GraphQL's client over HTTP, as its documentation sets it up. */
record SpringClient(HttpGraphQlClient client) {

    record Activity(String id, String title) {
    }

    static SpringClient of(URI endpoint) {
        return with(endpoint, WebClient.builder());
    }

    /** With what its users set for answers of more than 256 KiB. */
    static SpringClient ofLargeAnswers(URI endpoint) {
        return with(endpoint, WebClient.builder().codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(16 * 1024 * 1024)));
    }

    private static SpringClient with(URI endpoint, WebClient.Builder builder) {
        return new SpringClient(HttpGraphQlClient.builder(builder.clientConnector(new JdkClientHttpConnector()))
                .url(endpoint.toString())
                .header("Authorization", "Bearer wbk_spring")
                .build());
    }

    ClientGraphQlResponse ask(String document, String id) {
        return client.document(document).variable("id", id).execute().block();
    }

    static String code(ClientGraphQlResponse response) {
        return response.getErrors().get(0).getExtensions().get("code").toString();
    }
}
