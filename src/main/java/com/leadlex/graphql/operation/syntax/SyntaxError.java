package com.leadlex.graphql.operation.syntax;

/** The document does not parse. No stack trace: a client's mistake is an expected end. */
public final class SyntaxError extends Exception {

    private static final long serialVersionUID = 1L;
    private static final String OTHER_DOUBLE_QUOTES = "\u201C\u201D\u201E\u201F\u00AB\u00BB";
    private static final String SINGLE_QUOTES = "'\u2018\u2019`";

    private static final int LONGEST_TOKEN = 32;

    private final int index;

    /** @param index in the document, in UTF-16 units */
    SyntaxError(String message, int index) {
        super(message, null, false, false);
        this.index = index;
    }

    public int index() {
        return index;
    }

    /** A character that begins no token. */
    static SyntaxError character(String document, int index) {
        String hint = isQuote(document.charAt(index)) ? "; a string is written between double quotes (\")" : "";
        return new SyntaxError("unexpected character " + quoted(document, index) + hint, index);
    }

    /** A token that the grammar does not have there. */
    static SyntaxError token(String document, Token token) {
        return token.kind() == Token.Kind.END
                ? new SyntaxError("the document ends where more was expected", token.start())
                : new SyntaxError("unexpected " + printable(shortened(token.text(document))), token.start());
    }

    /** A description of what can have none. */
    static SyntaxError description(Token description) {
        return new SyntaxError("a description must stand before a definition with a keyword, other than extend",
                description.start());
    }

    /** Not through the middle of a surrogate pair: the half of it could not be written. */
    private static String shortened(String token) {
        if (token.length() <= LONGEST_TOKEN) {
            return token;
        }
        int end = Character.isHighSurrogate(token.charAt(LONGEST_TOKEN - 1)) ? LONGEST_TOKEN - 1 : LONGEST_TOKEN;
        return token.substring(0, end) + "…";
    }

    private static boolean isQuote(char c) {
        return SINGLE_QUOTES.indexOf(c) >= 0 || OTHER_DOUBLE_QUOTES.indexOf(c) >= 0;
    }

    /** The character there, in quotes, or its code point where it cannot be seen. */
    static String quoted(String document, int index) {
        return printable(Character.toString(document.codePointAt(index)));
    }

    static String printable(String text) {
        StringBuilder printable = new StringBuilder("'");
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c) || !Character.isDefined(c) || Character.getType(c) == Character.SURROGATE
                    || Character.getType(c) == Character.FORMAT) {
                printable.append(String.format("U+%04X", c));
            } else {
                printable.appendCodePoint(c);
            }
        });
        return printable.append('\'').toString();
    }
}
