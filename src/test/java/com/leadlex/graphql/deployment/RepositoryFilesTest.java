package com.leadlex.graphql.deployment;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The files that GitHub and the Maven wrapper read have what these ask for. */
class RepositoryFilesTest {

    private static final YAMLMapper YAML = YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    @Test
    void theWorkflowRunsAllChecksAndMayOnlyRead() throws IOException {
        JsonNode workflow = read("workflows/ci.yml");
        assertEquals(YAML.readTree("contents: read"), workflow.path("permissions"));
        assertTrue(workflow.path("on").has("pull_request"));
        JsonNode job = workflow.path("jobs").path("all");
        assertTrue(job.path("runs-on").isTextual());
        assertTrue(job.path("timeout-minutes").isInt());
        assertTrue(job.path("steps").findValuesAsText("run").contains(".ci/run"));
        job.path("steps").findValuesAsText("uses")
                .forEach(action -> assertTrue(action.matches("[\\w-]+/[\\w-]+@v\\d+"), action));
    }

    @Test
    void dependabotLooksAfterEachKindOfPartWhereItIs() throws IOException {
        JsonNode dependabot = read("dependabot.yml");
        assertEquals(2, dependabot.path("version").asInt());
        Set<String> kinds = new HashSet<>();
        for (JsonNode update : dependabot.path("updates")) {
            kinds.add(update.path("package-ecosystem").asText());
            assertTrue(update.path("schedule").path("interval").isTextual(), update.toString());
            assertTrue(update.has("directory") != update.has("directories"), update.toString());
            assertTrue(Files.isDirectory(Path.of("." + update.path("directory").asText())), update.toString());
            update.path("directories")
                    .forEach(place -> assertTrue(Files.isDirectory(Path.of("." + place.asText())), place.asText()));
        }
        assertEquals(Set.of("maven", "npm", "github-actions", "docker"), kinds);
    }

    @ParameterizedTest
    @ValueSource(strings = { "bug", "wish" })
    void anIssueFormHasANameAndQuestionsWithLabels(String form) throws IOException {
        JsonNode issue = read("ISSUE_TEMPLATE/" + form + ".yml");
        assertTrue(issue.path("name").isTextual());
        assertTrue(issue.path("description").isTextual());
        Set<String> ids = new HashSet<>();
        assertFalse(issue.path("body").isEmpty());
        for (JsonNode part : issue.path("body")) {
            boolean isText = part.path("type").asText().equals("markdown");
            assertTrue(part.path("attributes").path(isText ? "value" : "label").isTextual(), part.toString());
            assertTrue(isText || ids.add(part.path("id").asText()), part.toString());
        }
    }

    @Test
    void theWrapperChecksBothArchivesOfMaven() throws IOException {
        Properties wrapper = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of(".mvn/wrapper/maven-wrapper.properties"))) {
            wrapper.load(file);
        }
        assertTrue(wrapper.getProperty("distributionSha256Sum").matches("[0-9a-f]{64}"));
        assertTrue(wrapper.getProperty("distributionSha256SumOfTarGz").matches("[0-9a-f]{64}"));
    }

    /** A release changes it in each of these files. */
    @ParameterizedTest
    @ValueSource(strings = { "Dockerfile.jvm", "Dockerfile.native", "Dockerfile.native-multistage", "kubernetes.yaml",
            "kustomization.yaml", "cloud-run.yaml", "lambda.yaml", "README.md" })
    void theVersionIsTheOneOfThePom(String file) throws IOException {
        Matcher pom = Pattern.compile("<version>([^<]+)</version>").matcher(Files.readString(Path.of("pom.xml")));
        assertTrue(pom.find());
        Matcher versions = Pattern
                .compile("(?:image\\.version=\"|leadlex-graphql:|newTag: |app\\.kubernetes\\.io/version: \")(\\d[\\w.-]*)")
                .matcher(Files.readString(Path.of("docker", file)));
        assertTrue(versions.find());
        do {
            assertEquals(pom.group(1), versions.group(1));
        } while (versions.find());
    }

    private static JsonNode read(String file) throws IOException {
        return YAML.readTree(Files.readString(Path.of(".github", file)));
    }
}
