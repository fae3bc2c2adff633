package com.leadlex.graphql.ops;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Singleton;

import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.leadlex.Leadlex;
import com.leadlex.graphql.leadlex.LeadlexCall;
import com.leadlex.graphql.leadlex.Outcome;

import io.quarkus.arc.DefaultBean;

@DefaultBean
@Singleton
public class NoLeadlex implements Leadlex {

    @Override
    public CompletionStage<Outcome> activity(String id, LeadlexCall call) {
        return CompletableFuture.completedFuture(new Outcome.Failed(Failure.UNAVAILABLE));
    }
}
