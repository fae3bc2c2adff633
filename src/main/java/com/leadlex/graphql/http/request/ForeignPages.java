package com.leadlex.graphql.http.request;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import com.leadlex.graphql.auth.AuthConfig;
import com.leadlex.graphql.http.AnswerKind;
import com.leadlex.graphql.http.Refusal;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Where callers need no key of their own, a page of any site could have a browser look up with this service's key: a GET for
 * an image asks nobody first. Browsers say where such a request comes from (Fetch Metadata, {@code Sec-Fetch-Site}).
 */
@Singleton
public class ForeignPages {

    private static final String FROM = "Sec-Fetch-Site";

    private final boolean keyless;
    private final boolean cors;

    ForeignPages(AuthConfig auth, @ConfigProperty(name = "quarkus.http.cors.enabled", defaultValue = "false") boolean cors) {
        keyless = auth.demoKey().isPresent() || auth.mode() == AuthConfig.Mode.SERVER && auth.allowAnonymous();
        this.cors = cors;
    }

    public void refuse(HttpServerRequest get) throws Refusal {
        if (keyless && isForeign(get.getHeader(FROM)) && !isListed(get.getHeader(HttpHeaders.ORIGIN))) {
            throw new Refusal(AnswerKind.FOREIGN_PAGE,
                    "Pages of other origins may not ask by GET; put the origin on the list of quarkus.http.cors.origins.");
        }
    }

    private static boolean isForeign(String from) {
        return "cross-site".equals(from) || "same-site".equals(from);
    }

    /** Quarkus' filter has refused origins that are not on its list; an image or a link has none. */
    private boolean isListed(String origin) {
        return cors && origin != null;
    }
}
