package com.leadlex.graphql.operation;

import java.util.HashMap;
import java.util.Map;

/**
 * How much an operation, or a part of it, asks for. Sums stop at {@link Integer#MAX_VALUE}: fragments can multiply beyond any
 * number.
 *
 * @param depth levels of fields
 * @param nesting levels of selection sets, those of fragments included
 * @param values how many values introspection answers at most, each list of it taken for as long as the longest of the schema
 * @param entityVariables variables that hold federation's representations, whose number is known only with the request, and
 *        how often each is used
 */
record Measure(int depth, int nesting, int fields, int aliases, int directives, int lookups, boolean introspects, int values,
        Map<String, Integer> entityVariables) {

    static final Measure NOTHING = new Measure(0, 0, 0, 0, 0, 0, false, 0, Map.of());

    /** Of what is nested so deep that it is not measured. */
    static final Measure ENDLESS = new Measure(0, Integer.MAX_VALUE, 0, 0, 0, 0, false, 0, Map.of());

    static Measure directives(int count) {
        return count == 0 ? NOTHING : new Measure(0, 0, 0, 0, count, 0, false, 0, Map.of());
    }

    Measure plus(Measure other) {
        return new Measure(Math.max(depth, other.depth), Math.max(nesting, other.nesting), sum(fields, other.fields),
                sum(aliases, other.aliases),
                sum(directives, other.directives), sum(lookups, other.lookups), introspects || other.introspects,
                sum(values, other.values),
                union(entityVariables, other.entityVariables));
    }

    /** The measure of a field, this being its selections'. */
    Measure under(boolean aliased, int itsLookups, boolean itIntrospects, int longestList,
            Map<String, Integer> itsEntityVariables) {
        return new Measure(sum(depth, 1), nesting, sum(fields, 1), sum(aliases, aliased ? 1 : 0), directives,
                sum(lookups, itsLookups),
                introspects || itIntrospects, product(sum(values, 1), longestList), union(entityVariables, itsEntityVariables));
    }

    /** The measure of a selection set, this being its selections'. */
    Measure nested() {
        return new Measure(depth, sum(nesting, 1), fields, aliases, directives, lookups, introspects, values, entityVariables);
    }

    private static int sum(int a, int b) {
        int sum = a + b;
        return sum < 0 ? Integer.MAX_VALUE : sum;
    }

    private static int product(int a, int b) {
        return (int) Math.min((long) a * b, Integer.MAX_VALUE);
    }

    private static Map<String, Integer> union(Map<String, Integer> a, Map<String, Integer> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        Map<String, Integer> union = new HashMap<>(a);
        b.forEach((variable, uses) -> union.merge(variable, uses, Measure::sum));
        return union;
    }
}
