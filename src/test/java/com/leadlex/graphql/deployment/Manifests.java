package com.leadlex.graphql.deployment;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;

/** Reads Kubernetes manifests as the strictest API server would: no unknown field, no doubled field, no text for a number. */
final class Manifests {

    private static final ObjectMapper STRICT = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .annotationIntrospector(new NoAdditionalProperties())
            .build();

    private Manifests() {
    }

    static List<HasMetadata> read(String manifests) throws IOException {
        try (var documents = STRICT.readerFor(HasMetadata.class).<HasMetadata> readValues(manifests)) {
            return documents.readAll();
        }
    }

    /** The one container of the one Deployment or Knative Service. */
    static Container container(List<HasMetadata> all) {
        List<Container> containers = all.stream().flatMap(manifest -> {
            if (manifest instanceof Deployment deployment) {
                return deployment.getSpec().getTemplate().getSpec().getContainers().stream();
            }
            if (manifest instanceof io.fabric8.knative.serving.v1.Service service) {
                return service.getSpec().getTemplate().getSpec().getContainers().stream();
            }
            return List.<Container> of().stream();
        }).toList();
        if (containers.size() != 1) {
            throw new IllegalStateException(containers.size() + " containers");
        }
        return containers.get(0);
    }

    /** The model keeps fields that it does not know; here they are mistakes. */
    private static final class NoAdditionalProperties extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }
}
