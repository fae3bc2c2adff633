package com.leadlex.graphql.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The manifests of docker/ against the API's own types, and against what the service needs. */
class ManifestsTest {

    private static final Path DOCKER = Path.of("docker");
    private static final YAMLMapper YAML = YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final Pattern IMAGE_ARG = Pattern.compile("^ARG \\w+_IMAGE=(\\S+)$", Pattern.MULTILINE);
    private static final Pattern COMPOSE_IMAGE = Pattern.compile("^ +image: (\\S+)$", Pattern.MULTILINE);

    @ParameterizedTest
    @ValueSource(strings = { "kubernetes.yaml", "knative.yaml", "cloud-run.yaml" })
    void eachManifestHasOnlyFieldsThatItsApiKnows(String file) throws IOException {
        assertFalse(Manifests.read(read(file)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = { "kubernetes.yaml", "knative.yaml", "cloud-run.yaml" })
    void aMisspeltFieldWouldBeFound(String file) throws IOException {
        String manifest = read(file);
        for (String field : List.of("metadata:", "containers:", "livenessProbe:", "httpGet:")) {
            String misspelt = manifest.replaceFirst(field, field.replace(":", "s:"));
            assertThrows(JsonMappingException.class, () -> Manifests.read(misspelt), field);
        }
        assertThrows(JsonMappingException.class,
                () -> Manifests.read(manifest.replaceFirst("containerPort: 8080", "containerPort: \"http\"")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "kubernetes.yaml", "knative.yaml" })
    void theProcessIsNotRootAndCannotWriteOrGainRights(String file) throws IOException {
        Container facade = Manifests.container(Manifests.read(read(file)));
        SecurityContext security = facade.getSecurityContext();
        assertTrue(security.getReadOnlyRootFilesystem());
        assertFalse(security.getAllowPrivilegeEscalation());
        assertEquals(List.of("ALL"), security.getCapabilities().getDrop());
        assertEquals("256Mi", facade.getResources().getLimits().get("memory").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "kubernetes.yaml", "knative.yaml", "cloud-run.yaml" })
    void theProbesAskTheHealthEndpoints(String file) throws IOException {
        Container facade = Manifests.container(Manifests.read(read(file)));
        assertEquals("/q/health/live", facade.getLivenessProbe().getHttpGet().getPath());
        if (facade.getReadinessProbe() != null) {
            assertEquals("/q/health/ready", facade.getReadinessProbe().getHttpGet().getPath());
        }
        if (facade.getStartupProbe() != null) {
            assertEquals("/q/health/started", facade.getStartupProbe().getHttpGet().getPath());
        }
        assertEquals(8080, facade.getPorts().get(0).getContainerPort());
    }

    @Test
    void thePartsOfTheKubernetesManifestFindEachOther() throws IOException {
        List<HasMetadata> all = Manifests.read(read("kubernetes.yaml"));
        Deployment deployment = only(all, Deployment.class);
        var labels = deployment.getSpec().getTemplate().getMetadata().getLabels();
        assertTrue(deployment.getSpec().getTemplate().getSpec().getSecurityContext().getRunAsNonRoot());
        assertEquals(labels, deployment.getSpec().getSelector().getMatchLabels());
        assertEquals(labels, only(all, io.fabric8.kubernetes.api.model.Service.class).getSpec().getSelector());
        assertEquals(labels, only(all, PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels());
        assertEquals(labels, only(all, NetworkPolicy.class).getSpec().getPodSelector().getMatchLabels());
        assertEquals(deployment.getMetadata().getName(),
                only(all, HorizontalPodAutoscaler.class).getSpec().getScaleTargetRef().getName());
    }

    @Test
    void theKustomizationNamesTheImageOfTheManifest() throws IOException {
        JsonNode kustomization = YAML.readTree(read("kustomization.yaml"));
        assertEquals("Kustomization", kustomization.path("kind").asText());
        for (JsonNode resource : kustomization.path("resources")) {
            assertTrue(Files.exists(DOCKER.resolve(resource.asText())), resource.asText());
        }
        String image = Manifests.container(Manifests.read(read("kubernetes.yaml"))).getImage();
        assertEquals(image.replaceFirst(":.*", ""), kustomization.path("images").path(0).path("name").asText());
    }

    @Test
    void theLambdaTemplateHasWhatItRefersToAndTimeForALookUp() throws IOException {
        JsonNode template = YAML.readTree(read("lambda.yaml"));
        template.findValuesAsText("Ref").forEach(name -> assertTrue(template.path("Parameters").has(name), name));
        JsonNode facade = template.path("Resources").path("Facade").path("Properties");
        assertEquals("Image", facade.path("PackageType").asText());
        assertTrue(facade.path("Timeout").asInt() > 10);
    }

    @Test
    void theComposeFileHasEachConfigThatItsServicesUse() throws IOException {
        JsonNode compose = YAML.readTree(read("compose.yaml"));
        Set<String> declared = new TreeSet<>();
        compose.path("configs").fieldNames().forEachRemaining(declared::add);
        Set<String> used = new TreeSet<>();
        compose.path("services").forEach(service -> used.addAll(service.path("configs").findValuesAsText("source")));
        assertEquals(declared, used);
        for (String file : compose.path("configs").findValuesAsText("file")) {
            assertTrue(Files.exists(DOCKER.resolve(file)), file);
        }
        compose.path("configs").findValuesAsText("content")
                .forEach(content -> assertDoesNotThrow(() -> YAML.readTree(content), content));
    }

    @Test
    void noImageIsLeftToChance() throws IOException {
        try (Stream<Path> files = Files.list(DOCKER)) {
            List<Path> sources = files.filter(file -> file.toString().matches(".*/(Dockerfile\\.[a-z-]+|compose\\.yaml)"))
                    .toList();
            assertEquals(5, sources.size());
            for (Path source : sources) {
                String text = Files.readString(source);
                List<String> images = Stream.of(IMAGE_ARG, COMPOSE_IMAGE)
                        .flatMap(pattern -> pattern.matcher(text).results()).map(match -> match.group(1)).toList();
                assertFalse(images.isEmpty(), source.toString());
                for (String image : images) {
                    assertTrue(image.matches("[a-z0-9.]+\\.[a-z]+/[a-z0-9/-]+:v?\\d+\\.\\d+[\\w.-]*"), image);
                }
            }
        }
    }

    private static <T> T only(List<HasMetadata> all, Class<T> type) {
        List<T> found = all.stream().filter(type::isInstance).map(type::cast).toList();
        assertEquals(1, found.size(), type.getSimpleName());
        return found.get(0);
    }

    private static String read(String file) throws IOException {
        return Files.readString(DOCKER.resolve(file));
    }
}
