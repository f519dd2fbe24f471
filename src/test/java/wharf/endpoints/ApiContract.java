package wharf.endpoints;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The published OpenAPI document, held against what endpoints really take and answer. A property that it does not name is a fault. */
final class ApiContract {
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(Dialects.getDraft202012());

    private final ObjectNode api;
    private final Map<JsonNode, Schema> schemas = new HashMap<>();

    ApiContract(String document) {
        api = (ObjectNode) JsonMapper.shared().readTree(document);
        for (var schema : api.at("/components/schemas").values())
            if (schema.has("properties") && !schema.has("additionalProperties"))
                ((ObjectNode) schema).put("additionalProperties", false);
    }

    /** Where a call that was taken, or its answer, is not as described; null where it is. */
    @Nullable
    String broken(Endpoint endpoint, Call call, HttpResponse<String> answer) {
        var operation = api.path("paths")
                .path(endpoint.pattern())
                .path(endpoint.method().toLowerCase(java.util.Locale.ROOT));
        if (operation.isMissingNode()) return "is not described";
        var body = operation.at("/requestBody/content");
        boolean document = body.isMissingNode() || body.has("application/json");
        var taken = call.json() != null && document
                ? faults("request", body.at("/application~1json/schema"), call.json())
                : null;
        if (taken != null) return taken;
        var responses = operation.path("responses");
        boolean refused = answer.statusCode() >= 400;
        var described = responses.path(refused ? "default" : Integer.toString(answer.statusCode()));
        if (described.isMissingNode())
            return "answers " + answer.statusCode() + ", described are " + responses.propertyNames();
        if (answer.body().isEmpty()) return null;
        var media = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        var content = described.path("content").path(media);
        if (content.isMissingNode())
            return "answers " + media + ", described are "
                    + described.path("content").propertyNames();
        return media.endsWith("json") ? faults("answer", content.path("schema"), answer.body()) : null;
    }

    private @Nullable String faults(String what, JsonNode schema, String body) {
        if (schema.isMissingNode()) return what + " has a body that is not described";
        try {
            var faults = schemas.computeIfAbsent(schema, this::compiled)
                    .validate(JsonMapper.shared().readTree(body));
            return faults.isEmpty() ? null : what + ": " + faults;
        } catch (JacksonException text) {
            return what + " is described as JSON, which it is not";
        }
    }

    private Schema compiled(JsonNode schema) {
        var whole = JsonMapper.shared().createObjectNode();
        whole.putArray("allOf").addAll(List.of(schema));
        whole.set("components", api.path("components"));
        return REGISTRY.getSchema(whole);
    }
}
