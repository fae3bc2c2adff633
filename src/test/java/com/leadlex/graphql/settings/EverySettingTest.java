package com.leadlex.graphql.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Each setting of the configuration page, with wrong and odd values, stops the start with one line or does what it says. */
class EverySettingTest {

    private static final List<String> WRONG_NUMBERS = List.of("many", "-1", "1.5", "1e3", "0x10", "99999999999999999999",
            "1_000", "1 0");
    private static final List<String> WRONG_DURATIONS = List.of("soon", "5", "-5S", "5 parsecs", "PT", "99999999999999999999S",
            "5 S",
            "PT-5S");
    private static final List<String> WRONG_RATIOS = List.of("half", "-0.1", "0", "1.1", "NaN", "50%", "0,5", "1e400");
    private static final List<String> WRONG_FLAGS = List.of("yes", "1", "tru", "on", "true false");
    private static final List<String> WRONG_CHOICES = List.of("sever", "caller,server", "0", "no such", "2027");

    @Test
    void fiveWrongValuesOfEachStopTheStartWithOneLine() {
        long seed = Long.getLong("settings.seed", System.nanoTime());
        Random random = new Random(seed);
        DeclaredSettings.SETTINGS_BY_NAME.forEach((name, setting) -> {
            for (String value : wrong(setting.type(), random)) {
                List<String> lines = ConfigurationCheck.findMistakes(List.of(name), Map.of(name, value)::get);
                String told = "seed " + seed + ": " + name + "=" + value + ": " + lines;
                assertEquals(1, lines.size(), told);
                assertTrue(lines.get(0).startsWith(name + " ") && lines.get(0).lines().count() == 1, told);
                assertFalse(lines.get(0).contains("java.") || lines.get(0).contains("com.leadlex"), told);
            }
        });
    }

    @Test
    void oddValuesAreReadAsTheyAreMeant() {
        DeclaredSettings.SETTINGS_BY_NAME.forEach((name, setting) -> odd(setting.type()).forEach((odd, number) -> {
            boolean year = name.equals("facade.http.edition"); // which has two values alone
            String value = year ? odd.replace("50000", "2026") : odd;
            Object meant = year ? Integer.valueOf(2026) : number;
            assertEquals(List.of(), ConfigurationCheck.findMistakes(List.of(name), Map.of(name, value)::get),
                    name + "=" + value);
            assertEquals(meant, read(name, value, setting.type()), name + "=" + value);
        }));
    }

    @Test
    void anEmptyValueStopsTheStartWithOneLine() {
        DeclaredSettings.SETTINGS_BY_NAME.forEach((name, setting) -> {
            if (setting.defaultValue() != null) {
                List<String> lines = new ArrayList<>();
                try {
                    build(name, "");
                } catch (RuntimeException e) {
                    lines.addAll(StartFailure.explain(e));
                }
                assertTrue(lines.size() == 1 && lines.get(0).startsWith(name + " "), lines::toString);
            }
        });
    }

    private static List<String> wrong(Class<?> type, Random random) {
        List<String> wrong = new ArrayList<>();
        if (type == Duration.class) {
            wrong.addAll(WRONG_DURATIONS);
            wrong.add(random.nextInt(1_000_000) + "");
            wrong.add(4_000 + random.nextInt(1_000_000) + "D");
        } else if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            wrong.addAll(WRONG_NUMBERS);
            wrong.add("-" + (1 + random.nextInt(1_000_000)));
            wrong.add("2000000000000000" + random.nextInt(1_000_000));
        } else if (type == double.class || type == Double.class) {
            wrong.addAll(WRONG_RATIOS);
            wrong.add(String.valueOf(1.001 + random.nextDouble()));
        } else if (type == boolean.class || type == Boolean.class) {
            wrong.addAll(WRONG_FLAGS);
        } else if (type.isEnum()) {
            wrong.addAll(WRONG_CHOICES);
        }
        return wrong;
    }

    private static Map<String, Object> odd(Class<?> type) {
        if (type == Duration.class) {
            return Map.of("PT6S", Duration.ofSeconds(6), "6s", Duration.ofSeconds(6));
        }
        if (type == int.class || type == Integer.class) {
            return Map.of("+50000", 50_000, "050000", 50_000);
        }
        if (type == long.class || type == Long.class) {
            return Map.of("+50000", 50_000L, "050000", 50_000L);
        }
        if (type == double.class || type == Double.class) {
            return Map.of(".25", 0.25, "2.5e-1", 0.25);
        }
        return type == boolean.class || type == Boolean.class ? Map.of("TRUE", true, "False", false) : Map.of();
    }

    private static Object read(String name, String value, Class<?> type) {
        SmallRyeConfig config = build(name, value);
        assertNotEquals(null, config);
        return type == Duration.class ? DurationConverter.parseDuration(value) : config.getValue(name, type);
    }

    /** As Quarkus does, with the interface that declares the setting. */
    private static SmallRyeConfig build(String name, String value) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder().withConverter(Duration.class, 200, new DurationConverter())
                .withSources(new PropertiesConfigSource(Map.of(name, value), "test", 300)).withValidateUnknown(false);
        DeclaredSettings.DECLARING_INTERFACES.forEach(builder::withMapping);
        return builder.build();
    }
}
