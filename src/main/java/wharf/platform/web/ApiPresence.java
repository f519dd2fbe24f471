package wharf.platform.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/**
 * Says of each property whether it is always there, as its record does: what is not {@code @Nullable} is required. An answer leaves out what
 * is null, a request may send null instead of leaving it out.
 */
@Component
class ApiPresence implements OpenApiCustomizer {
    private static final String SCHEMAS = "#/components/schemas/";

    private final ApiNames names;

    ApiPresence(ApiNames names) {
        this.names = names;
    }

    @Override
    public void customise(OpenAPI api) {
        var schemas = api.getComponents().getSchemas();
        var sent = sent(api.getPaths().values(), schemas);
        names.given().forEach((name, classes) -> {
            var schema = schemas.get(name);
            if (schema == null) return;
            for (var type : classes)
                if (type.isRecord())
                    for (var component : type.getRecordComponents())
                        parts(schema).forEach(part -> tell(part, component, sent.contains(name)));
        });
    }

    /** The schema, or what it is made of when it is one of several shapes of another. */
    private static Stream<Schema<?>> parts(Schema<?> schema) {
        Stream<Schema<?>> more = schema.getAllOf() == null
                ? Stream.of()
                : schema.getAllOf().stream().map(part -> part);
        return Stream.concat(Stream.of(schema), more).filter(part -> part.getProperties() != null);
    }

    private static void tell(Schema<?> schema, RecordComponent component, boolean sent) {
        Schema<?> property = schema.getProperties().get(component.getName());
        if (property == null) return;
        // What is left out of a request is 0 or false where it cannot be null.
        boolean assumed = sent && component.getType().isPrimitive();
        if (!nullable(component.getAnnotatedType())) {
            if (!assumed) schema.addRequiredItem(component.getName());
        } else if (sent) schema.getProperties().put(component.getName(), orNull(property));
        boolean list = component.getAnnotatedType() instanceof AnnotatedParameterizedType of
                && Collection.class.isAssignableFrom(component.getType())
                && nullable(of.getAnnotatedActualTypeArguments()[0]);
        // A list that is sent tolerates a null only to say where it stands.
        if (list && !sent) property.setItems(orNull(property.getItems()));
    }

    private static boolean nullable(java.lang.reflect.AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static Schema<?> orNull(Schema<?> schema) {
        if (schema.get$ref() == null && schema.getEnum() == null && schema.getTypes() != null) {
            schema.addType("null");
            return schema;
        }
        return new JsonSchema().anyOf(List.of(schema, new JsonSchema().types(Set.of("null"))));
    }

    /** Names of the schemas that a request is made of. */
    static Set<String> sent(Collection<PathItem> paths, Map<String, Schema> schemas) {
        var names = new HashSet<String>();
        var next = new ArrayDeque<Schema<?>>();
        paths.stream()
                .flatMap(path -> path.readOperations().stream())
                .map(Operation::getRequestBody)
                .filter(Objects::nonNull)
                .flatMap(body -> body.getContent().values().stream())
                .forEach(content -> add(next, content.getSchema()));
        while (!next.isEmpty()) {
            var schema = next.remove();
            var ref = schema.get$ref();
            if (ref != null && names.add(ref.substring(SCHEMAS.length())))
                add(next, schemas.get(ref.substring(SCHEMAS.length())));
            add(next, schema.getItems());
            if (schema.getAdditionalProperties() instanceof Schema<?> of) add(next, of);
            for (var several : new List<?>[] {schema.getAllOf(), schema.getAnyOf(), schema.getOneOf()})
                if (several != null) several.forEach(one -> add(next, (Schema<?>) one));
            if (schema.getProperties() != null) schema.getProperties().values().forEach(one -> add(next, one));
        }
        return names;
    }

    private static void add(ArrayDeque<Schema<?>> to, @Nullable Schema<?> schema) {
        if (schema != null) to.add(schema);
    }
}
