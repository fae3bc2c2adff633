package com.leadlex.graphql.http;

import java.util.List;

import jakarta.inject.Singleton;

import graphql.GraphQLError;
import io.quarkus.arc.All;

/** All listeners as one. */
@Singleton
class RequestListeners {

    private final RequestListener[] all;

    RequestListeners(@All List<RequestListener> listeners) {
        all = listeners.toArray(RequestListener[]::new);
    }

    RequestListener.Exchange started(String requestId, String traceparent) {
        if (all.length == 1) {
            return all[0].started(requestId, traceparent);
        }
        RequestListener.Exchange[] exchanges = new RequestListener.Exchange[all.length];
        for (int i = 0; i < all.length; i++) {
            exchanges[i] = all[i].started(requestId, traceparent);
        }
        return new Exchanges(exchanges);
    }

    private record Exchanges(RequestListener.Exchange[] all) implements RequestListener.Exchange {

        @Override
        public String traceparent() {
            for (RequestListener.Exchange exchange : all) {
                if (exchange.traceparent() != null) {
                    return exchange.traceparent();
                }
            }
            return null;
        }

        @Override
        public void ended(String operationName, int status, List<GraphQLError> errors) {
            for (RequestListener.Exchange exchange : all) {
                exchange.ended(operationName, status, errors);
            }
        }
    }
}
