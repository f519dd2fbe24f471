package wharf.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;
import wharf.endpoints.Api;
import wharf.testing.WharfTest;

@WharfTest
class ApiDescriptionTest {
    @LocalServerPort
    int port;

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
