package com.leadlex.graphql.observability.log;

/** Writes the facts of an operation as a JSON object. Their names and values are plain: a value that is not, is reported. */
final class FactsJson implements OperationFacts.Listener {

    private final StringBuilder out;
    private char before = '{';
    private boolean plain = true;

    private FactsJson(StringBuilder out) {
        this.out = out;
    }

    /** @return whether all of it was plain; else what was written is not JSON */
    static boolean write(OperationFacts facts, StringBuilder out) {
        FactsJson json = new FactsJson(out);
        facts.tell(json);
        out.append('}');
        return json.plain;
    }

    /** Whether all from there on is ASCII that needs no escapes (RFC 8259, section 7). */
    static boolean isPlain(CharSequence text, int start) {
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7F || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private StringBuilder name(String name) {
        out.append(before).append('"').append(name).append("\":");
        before = ',';
        return out;
    }

    @Override
    public void text(String name, String value) {
        name(name).append('"');
        int start = out.length();
        out.append(value);
        plain &= isPlain(out, start);
        out.append('"');
    }

    @Override
    public void number(String name, long value) {
        name(name).append(value);
    }

    @Override
    public void decimal(String name, long thousandths) {
        name(name).append(thousandths / 1000).append('.');
        long rest = thousandths % 1000;
        out.append((char) ('0' + rest / 100)).append((char) ('0' + rest / 10 % 10)).append((char) ('0' + rest % 10));
    }
}
