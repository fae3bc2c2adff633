package com.leadlex.graphql.operation.syntax;

import java.util.List;
import java.util.Locale;

import graphql.language.Document;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import graphql.parser.exceptions.ParseCancelledException;
import graphql.parser.exceptions.ParseCancelledTooDeepException;
import graphql.parser.exceptions.ParseCancelledTooManyCharsException;

/**
 * Parses a document: a grammar of our own says whether it is one, and which character or token is wrong where it is not;
 * graphql-java makes the tree.
 */
public final class DocumentParser {

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
        Tokens tokens = new Tokens(text, maxTokens);
        new DocumentGrammar(tokens).document();
        try {
            return Parser.parse(ParserEnvironment.newParserEnvironment()
                    .document(ExecutableDescriptions.blanked(text, tokens.all())).parserOptions(options).locale(Locale.ROOT)
                    .build());
        } catch (ParseCancelledException | ParseCancelledTooDeepException | ParseCancelledTooManyCharsException e) {
            throw new TooLarge();
        } catch (InvalidSyntaxException e) {
            throw tokens.unexpected(behind(SourcePositions.index(text, e.getLocation()), tokens.all()));
        }
    }

    private static Token behind(int index, List<Token> tokens) {
        return tokens.stream().filter(token -> token.start() >= index).findFirst().orElse(tokens.get(tokens.size() - 1));
    }
}
