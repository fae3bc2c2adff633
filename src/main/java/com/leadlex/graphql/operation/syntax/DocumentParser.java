package com.leadlex.graphql.operation.syntax;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import graphql.language.Document;
import graphql.org.antlr.v4.runtime.RecognitionException;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import graphql.parser.exceptions.MoreTokensSyntaxException;
import graphql.parser.exceptions.ParseCancelledException;
import graphql.parser.exceptions.ParseCancelledTooDeepException;
import graphql.parser.exceptions.ParseCancelledTooManyCharsException;

/** Parses a document by graphql-java, and finds the token that is wrong where it does not parse. */
public final class DocumentParser {

    private static final Set<String> DEFINITIONS = Set.of("query", "mutation", "subscription", "fragment", "extend", "schema",
            "scalar", "type", "interface", "union", "enum", "input", "directive");
    private static final int LONGEST_TOKEN = 32;
    /** As in JSON. */
    private static final int LONGEST_NUMBER = 1_000;

    private final int maxTokens;
    private final ParserOptions options;

    public DocumentParser(int maxTokens) {
        this.maxTokens = maxTokens;
        options = ParserOptions.newParserOptions().captureIgnoredChars(false).captureLineComments(false)
                .captureSourceLocation(true).maxTokens(maxTokens + 1).build(); // it counts the end
    }

    /** The document has too many tokens, a number that is too long, or is nested too deeply to be read. */
    public static final class TooLarge extends Exception {

        private static final long serialVersionUID = 1L;

        TooLarge() {
            super(null, null, false, false);
        }
    }

    public Document parse(String text) throws SyntaxError, TooLarge {
        List<Token> tokens = Lexer.tokens(text, maxTokens);
        if (tokens.size() > maxTokens + 1 || tokens.stream().anyMatch(DocumentParser::isLongNumber)) {
            throw new TooLarge();
        }
        try {
            return Parser.parse(ParserEnvironment.newParserEnvironment()
                    .document(ExecutableDescriptions.blanked(text, tokens)).parserOptions(options).locale(Locale.ROOT).build());
        } catch (ParseCancelledException | ParseCancelledTooDeepException | ParseCancelledTooManyCharsException e) {
            throw new TooLarge();
        } catch (MoreTokensSyntaxException e) {
            throw unexpected(text, firstBehindDefinitions(text, tokens));
        } catch (InvalidSyntaxException e) {
            throw unexpected(text, wrong(text, tokens, e));
        }
    }

    /** graphql-java would make a number of it, which takes a second for some hundred thousand digits. */
    private static boolean isLongNumber(Token token) {
        return token.kind() == Token.Kind.NUMBER && token.end() - token.start() > LONGEST_NUMBER;
    }

    /** The token at which no way through the grammar was left, and not the one at which the way began. */
    private static Token wrong(String text, List<Token> tokens, InvalidSyntaxException e) {
        Token last = tokens.get(tokens.size() - 1);
        if (e.getCause() instanceof RecognitionException parser && parser.getOffendingToken() != null) {
            int codePoints = Math.max(0,
                    Math.min(parser.getOffendingToken().getStartIndex(), text.codePointCount(0, text.length())));
            int index = text.offsetByCodePoints(0, codePoints);
            return tokens.stream().filter(token -> token.start() >= index).findFirst().orElse(last);
        }
        int index = SourcePositions.index(text, e.getLocation());
        return tokens.stream().filter(token -> token.start() >= index).findFirst().orElse(last);
    }

    /** graphql-java tells the last token of what stands behind the last definition that it can read. */
    private static Token firstBehindDefinitions(String text, List<Token> tokens) {
        int depth = 0;
        for (int i = 0; i < tokens.size() - 1; i++) {
            Token token = tokens.get(i);
            if (depth == 0 && i > 0 && tokens.get(i - 1).is('}', text) && !mayBeginDefinition(text, token)) {
                return token;
            }
            if (token.is('{', text)) {
                depth++;
            } else if (token.is('}', text)) {
                depth--;
            }
        }
        return tokens.get(tokens.size() - 1);
    }

    private static boolean mayBeginDefinition(String text, Token token) {
        return token.is('{', text) || token.kind() == Token.Kind.STRING
                || token.kind() == Token.Kind.NAME && DEFINITIONS.contains(token.text(text));
    }

    private static SyntaxError unexpected(String text, Token token) {
        return token.kind() == Token.Kind.END
                ? new SyntaxError("the document ends where more was expected", token.start())
                : new SyntaxError("unexpected " + SyntaxError.printable(shortened(token.text(text))), token.start());
    }

    /** Not through the middle of a surrogate pair: the half of it could not be written. */
    private static String shortened(String token) {
        if (token.length() <= LONGEST_TOKEN) {
            return token;
        }
        int end = Character.isHighSurrogate(token.charAt(LONGEST_TOKEN - 1)) ? LONGEST_TOKEN - 1 : LONGEST_TOKEN;
        return token.substring(0, end) + "…";
    }
}
