package com.leadlex.graphql.auth;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.core.Vertx;

/** Verifies callers' tokens as MicroProfile JWT says: signature by {@code mp.jwt.verify.publickey.location}, issuer, expiry. */
@Singleton
class JwtProof {

    private final Instance<JWTParser> parser;
    private final Vertx vertx;

    JwtProof(Instance<JWTParser> parser, Vertx vertx) {
        this.parser = parser;
        this.vertx = vertx;
    }

    /** On a worker thread: the first verification fetches the keys of the issuer. */
    CompletionStage<Boolean> isValid(String token) {
        CompletableFuture<Boolean> valid = new CompletableFuture<>();
        vertx.executeBlocking(() -> parse(token), false).onComplete(done -> valid.complete(done.succeeded() && done.result()));
        return valid;
    }

    private boolean parse(String token) {
        try {
            return parser.get().parse(token) != null;
        } catch (ParseException e) {
            return false;
        }
    }
}
