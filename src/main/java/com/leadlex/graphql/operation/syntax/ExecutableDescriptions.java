package com.leadlex.graphql.operation.syntax;

import java.util.List;
import java.util.Set;

/**
 * Descriptions of operations, fragments and variables (GraphQL specification of September 2025, section 2.2). graphql-java
 * 24 does not parse them, so they are made blank before it reads a document; everything else stays at its place.
 */
final class ExecutableDescriptions {

    private static final Set<String> DEFINED = Set.of("query", "mutation", "subscription", "fragment");

    private ExecutableDescriptions() {
    }

    /** @return the document itself when it has none */
    static String blanked(String document, List<Token> tokens) {
        StringBuilder blanked = null;
        int depth = 0;
        boolean inVariables = false;
        for (int i = 0; i < tokens.size() - 1; i++) {
            Token token = tokens.get(i);
            if (token.kind() == Token.Kind.STRING && isDescription(document, tokens, i, depth, inVariables)) {
                blanked = blanked == null ? new StringBuilder(document) : blanked;
                blank(blanked, token);
            } else if (token.kind() == Token.Kind.PUNCTUATOR) {
                inVariables = depth == 0 ? token.is('(', document) : inVariables;
                depth += change(document.charAt(token.start()));
            }
        }
        return blanked == null ? document : blanked.toString();
    }

    private static boolean isDescription(String document, List<Token> tokens, int i, int depth, boolean inVariables) {
        Token next = tokens.get(i + 1);
        if (depth == 0) {
            return next.kind() == Token.Kind.NAME && DEFINED.contains(next.text(document));
        }
        // A default value may stand in front of the next variable, too.
        return inVariables && depth == 1 && next.is('$', document) && !tokens.get(i - 1).is('=', document);
    }

    private static int change(char punctuator) {
        return switch (punctuator) {
            case '(', '[', '{' -> 1;
            case ')', ']', '}' -> -1;
            default -> 0;
        };
    }

    private static void blank(StringBuilder document, Token token) {
        for (int i = token.start(); i < token.end(); i++) {
            if (document.charAt(i) != '\n' && document.charAt(i) != '\r') {
                document.setCharAt(i, ' ');
            }
        }
    }
}
