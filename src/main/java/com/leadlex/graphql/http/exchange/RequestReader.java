package com.leadlex.graphql.http.exchange;

import java.util.List;
import java.util.function.Consumer;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.auth.AuthConfig;
import com.leadlex.graphql.http.HttpConfig;
import com.leadlex.graphql.http.JsonReader;
import com.leadlex.graphql.http.Parameters;
import com.leadlex.graphql.http.Preference;
import com.leadlex.graphql.http.Refusal;
import com.leadlex.graphql.http.ResponseKind;
import com.leadlex.graphql.http.UrlReader;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** Reads a request's parameters: those of GET from its URL, those of POST and QUERY from its body. */
@Singleton
class RequestReader {

    /** A safe method that has a body (RFC 10008). */
    private static final HttpMethod QUERY_METHOD = HttpMethod.valueOf("QUERY");

    private final HttpConfig config;
    private final Vertx vertx;
    private final JsonReader jsonReader;
    private final UrlReader urlReader;
    private final boolean callersNeedNoKey;
    private final boolean isCorsEnabled;

    RequestReader(HttpConfig config, AuthConfig authConfig, Vertx vertx,
            @ConfigProperty(name = "quarkus.http.cors.enabled", defaultValue = "false") boolean isCorsEnabled) {
        this.config = config;
        this.vertx = vertx;
        this.isCorsEnabled = isCorsEnabled;
        jsonReader = new JsonReader(config);
        urlReader = new UrlReader(jsonReader);
        callersNeedNoKey = AuthConfig.isKeyless(authConfig);
    }

    int maxBodyBytes() {
        return config.maxBody();
    }

    /**
     * @param bodyConsumer takes the body of POST and QUERY
     * @return the parameters of a GET; null for POST and QUERY
     */
    @Nullable
    Parameters readParameters(Responses.Response response, Consumer<byte[]> bodyConsumer) throws Refusal {
        HttpServerRequest request = response.request;
        if (request.method() == HttpMethod.GET) {
            refuseCrossOrigin(request);
            return urlReader.readParameters(request.query());
        }
        if (request.method().equals(QUERY_METHOD)) {
            Responses.putAcceptQuery(request.response());
        } else if (request.method() != HttpMethod.POST) {
            throw new Refusal(ResponseKind.METHOD_NOT_ALLOWED, "Use POST, QUERY or GET.");
        }
        requireJson(request);
        new BodyReader(response, config, vertx, bodyConsumer).startReading();
        return null;
    }

    Parameters parseBody(byte[] body) throws Refusal {
        return jsonReader.readParameters(body);
    }

    /**
     * Where callers need no key of their own, a page of any site could use this service's key: a browser sends a GET
     * for an image without a preflight. Browsers say where a request comes from (Fetch Metadata, {@code Sec-Fetch-Site}).
     * {@link OriginCheck} has refused origins that are not listed; a request for an image or a link has no origin.
     */
    private void refuseCrossOrigin(HttpServerRequest getRequest) throws Refusal {
        if (!callersNeedNoKey) {
            return;
        }
        String fetchSite = getRequest.getHeader("Sec-Fetch-Site");
        boolean hasListedOrigin = isCorsEnabled && getRequest.getHeader(HttpHeaders.ORIGIN) != null;
        if (("cross-site".equals(fetchSite) || "same-site".equals(fetchSite)) && !hasListedOrigin) {
            throw new Refusal(ResponseKind.CROSS_ORIGIN_GET,
                    "Cross-origin GET requests are not allowed; add the origin to quarkus.http.cors.origins.");
        }
    }

    /** Any page can post a form or plain text without a preflight. */
    private static void requireJson(HttpServerRequest request) throws Refusal {
        String contentEncoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (!isJson(request.getHeader(HttpHeaders.CONTENT_TYPE))
                || contentEncoding != null && !contentEncoding.equals("identity")) {
            throw new Refusal(ResponseKind.UNSUPPORTED_CONTENT,
                    "Send the request as application/json in UTF-8, not compressed.");
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null || contentType.equals("application/json")) {
            return contentType != null;
        }
        List<Preference> mediaTypes = Preference.parseHeader(contentType);
        return mediaTypes.size() == 1 && mediaTypes.get(0).value().equals("application/json") && mediaTypes.get(0).isUtf8();
    }
}
