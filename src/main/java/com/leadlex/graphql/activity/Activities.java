package com.leadlex.graphql.activity;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Singleton;

import com.leadlex.graphql.auth.Credential;
import com.leadlex.graphql.error.Failure;

/** Looks up activities: checks the id and the credential, then asks the source. */
@Singleton
public class Activities {

    private static final int MAX_ID_LENGTH = 128;
    private static final Failure INVALID_ID_FAILURE = Failure.badInput(
            "An activity id is 1 to " + MAX_ID_LENGTH + " characters of A-Z a-z 0-9 - . _ ~, and not '.' or '..'.");

    private final ActivitySource activitySource;

    public Activities(ActivitySource activitySource) {
        this.activitySource = activitySource;
    }

    /**
     * @param id any text
     * @return a stage that never fails; an invalid id or a missing key is answered without asking the source
     */
    public CompletionStage<ActivityResult> find(String id, Caller caller) {
        if (!isValidId(id)) {
            return failedResult(INVALID_ID_FAILURE);
        }
        if (caller.credential() instanceof Credential.Usable usableCredential) {
            Lookup lookup = new Lookup(id, usableCredential.key(), caller.requestId(), caller.traceparent(),
                    caller.skipsCache(), caller.memory());
            return activitySource.find(lookup);
        }
        return failedResult(((Credential.Missing) caller.credential()).failure());
    }

    /**
     * An id becomes one path segment of a URL. So an id consists of unreserved characters (RFC 3986, section 2.3),
     * which need no escaping, and is not a dot segment (section 5.2.4), which would change the path.
     */
    private static boolean isValidId(String id) {
        boolean isValid = !id.isEmpty() && id.length() <= MAX_ID_LENGTH && !id.equals(".") && !id.equals("..");
        for (int charIndex = 0; isValid && charIndex < id.length(); charIndex++) {
            isValid = isUnreservedCharacter(id.charAt(charIndex));
        }
        return isValid;
    }

    private static boolean isUnreservedCharacter(int character) {
        return character >= 'a' && character <= 'z' || character >= '0' && character <= '9'
                || character >= 'A' && character <= 'Z' || character == '-' || character == '_' || character == '.'
                || character == '~';
    }

    private static CompletionStage<ActivityResult> failedResult(Failure failure) {
        return CompletableFuture.completedFuture(new ActivityResult.Failed(failure));
    }
}
