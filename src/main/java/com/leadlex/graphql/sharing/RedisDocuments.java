package com.leadlex.graphql.sharing;

import java.util.concurrent.CompletionStage;

import jakarta.inject.Singleton;

import com.leadlex.graphql.documents.SharedDocuments;
import com.leadlex.graphql.sharing.RedisLink.Purpose;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/** Shares documents as Redis strings under their hash, each with an expiry. */
@Singleton
class RedisDocuments implements SharedDocuments {

    private static final String KEY_PREFIX = "leadlex-graphql:document:";

    private final Purpose readPurpose = new Purpose("to read documents", "documents that other replicas know may not be found");
    private final Purpose writePurpose = new Purpose("to keep documents",
            "the others do not learn the documents registered here");
    private final RedisLink redis;
    private final long expirySeconds;

    RedisDocuments(RedisLink redis, SharingConfig config) {
        this.redis = redis;
        expirySeconds = Math.max(1, config.documents().toSeconds());
    }

    @Override
    public boolean isOn() {
        return redis.isOn();
    }

    /** Reads the document as a range, which bounds the bytes that Redis sends. */
    @Override
    public CompletionStage<String> find(String sha256, int maxBytes) {
        return redis.send(readPurpose, Request.cmd(Command.GETRANGE).arg(KEY_PREFIX + sha256).arg(0).arg(maxBytes))
                .map(Response::toString).otherwise((String) null).toCompletionStage();
    }

    @Override
    public void register(String sha256, String text) {
        if (redis.isOn()) {
            redis.send(writePurpose, Request.cmd(Command.SET).arg(KEY_PREFIX + sha256).arg(text).arg("EX").arg(expirySeconds));
        }
    }
}
