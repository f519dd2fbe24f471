package wharf.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import wharf.endpoints.Api;
import wharf.testing.WharfTest;

@WharfTest
class ApiDescriptionTest {
    @LocalServerPort
    int port;

    @Autowired
    ApiNames names;

    @Test
    void the_api_describes_itself_in_openapi_3_1_to_anybody() {
        var answer = Api.nobody(port).get("/v3/api-docs");
        var api = JsonMapper.shared().readTree(answer.body());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(api.get("openapi").asString()).startsWith("3.1");
        assertThat(api.at("/components/securitySchemes/bearer/scheme").asString())
                .isEqualTo("bearer");
        assertThat(api.at("/components/schemas/ProblemDocument/properties/errors")
                        .isObject())
                .isTrue();
        assertThat(api.at("/components/schemas/NewUser/properties/merchant/format")
                        .asString())
                .isEqualTo("uuid");
        assertThat(api.at("/paths").propertyNames()).contains("/api/v1/users", "/api/v1/tokens/{id}");
        assertThat(api.at("/paths").propertyNames()).allMatch(path -> path.startsWith("/api/"));
    }

    @Test
    void each_schema_describes_one_class() {
        var api = JsonMapper.shared()
                .readTree(Api.nobody(port).get("/v3/api-docs").body());

        assertThat(names.given().values())
                .isNotEmpty()
                .allSatisfy(classes -> assertThat(classes).hasSize(1));
        var body = api.at("/paths/~1api~1v1~1orders/post/requestBody/content/application~1json/schema/$ref");
        assertThat(body.asString()).isEqualTo("#/components/schemas/OrderBatch");
        assertThat(api.at("/components/schemas/OrderBatch/properties/orders/items/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/NewOrder");
    }

    @Test
    void it_says_what_is_always_there_which_scope_it_takes_and_how_to_call_each_operation() {
        var api = JsonMapper.shared()
                .readTree(Api.nobody(port).get("/v3/api-docs").body());

        var taken = api.at("/components/schemas/OrderResult");
        assertThat(strings(taken.get("required"))).contains("index", "status").doesNotContain("id", "problems");
        assertThat(strings(api.at("/components/schemas/NewOrder/properties/note/type")))
                .as("a request may send null")
                .containsExactlyInAnyOrder("string", "null");
        var order = api.at("/paths/~1api~1v1~1orders/post");
        assertThat(strings(order.at("/security/0/bearer"))).containsExactly("orders:write");
        assertThat(order.get("description").asString()).endsWith("Scope: `orders:write`.");
        assertThat(order.get("responses").propertyNames()).contains("200", "201", "202", "default");
        var names = api.get("paths")
                .valueStream()
                .flatMap(path -> path.valueStream())
                .map(operation -> operation.get("operationId").asString())
                .toList();
        assertThat(names).doesNotHaveDuplicates().contains("orderTake").allMatch(name -> name.matches("[a-zA-Z]+"));
    }

    private static List<String> strings(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void the_reference_opens_for_anybody_and_runs_no_inline_script() {
        var entry = Api.nobody(port).get("/docs");
        var page = Api.nobody(port).get("/swagger-ui/index.html");

        assertThat(entry.statusCode()).isEqualTo(302);
        assertThat(entry.headers().firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/swagger-ui/index.html"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).doesNotContainPattern("<script(?![^>]*src=)");
        assertThat(Api.nobody(port).get("/swagger-ui/swagger-initializer.js").body())
                .contains("/v3/api-docs");
    }
}
