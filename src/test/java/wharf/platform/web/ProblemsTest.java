package wharf.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import wharf.endpoints.Api;
import wharf.identity.ApiTokens;
import wharf.identity.NewApiToken;
import wharf.platform.Context;
import wharf.testing.WharfTest;

/** The API's refusals, on the endpoints of merchants, users and tokens as examples. */
@WharfTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProblemsTest {
    private static final String USER = """
            {"email": "x@example.org", "name": "%s", "role": "ADMINISTRATOR", "password": "long enough 1"}""";

    private final JsonMapper json = JsonMapper.shared();
    private final ApiTokens tokens;

    @LocalServerPort
    int port;

    private Api api;

    @Autowired
    ProblemsTest(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @BeforeAll
    void program() {
        var issued = Context.background("test")
                .call(() -> tokens.issue(new NewApiToken("test", List.of("admin", "catalog:read"), null, null)));
        api = Api.program(port, issued.secret());
    }

    @Test
    void a_broken_body_is_refused_with_the_place_where_it_breaks() {
        var problem = problem(api.send("POST", "/api/v1/users", "{\"email\": \"a@b.c\",\n \"name\" 1}"), 400);

        assertThat(error(problem).get("code").asString()).isEqualTo("malformed-json");
        assertThat(error(problem).get("message").asString()).contains("line 2");
    }

    @Test
    void a_body_that_ends_too_early_is_told_so() {
        var problem = problem(api.send("POST", "/api/v1/users", "{\"email\": \"a@b"), 400);

        assertThat(error(problem).get("message").asString()).contains("ends too early");
    }

    @Test
    void an_unknown_field_is_named_with_the_known_ones() {
        var problem = problem(api.send("POST", "/api/v1/users", "{\"mail\": \"x\"}"), 422);

        assertThat(error(problem).get("code").asString()).isEqualTo("unknown-field");
        assertThat(error(problem).get("field").asString()).isEqualTo("mail");
        assertThat(error(problem).get("message").asString()).contains("email, merchant, name, password, role");
    }

    @Test
    void a_null_in_a_list_is_named_by_its_place() {
        var problem =
                problem(api.send("POST", "/api/v1/tokens", "{\"name\": \"x\", \"scopes\": [\"admin\", null]}"), 422);

        assertThat(error(problem).get("code").asString()).isEqualTo("missing");
        assertThat(error(problem).get("field").asString()).isEqualTo("scopes[1]");
    }

    @Test
    void a_number_is_no_name_of_a_role() {
        var problem =
                problem(api.send("POST", "/api/v1/users", USER.formatted("x").replace("\"ADMINISTRATOR\"", "0")), 422);

        assertThat(error(problem).get("code").asString()).isEqualTo("wrong-type");
        assertThat(error(problem).get("field").asString()).isEqualTo("role");
    }

    @Test
    void a_wrong_type_deep_inside_is_named_by_its_path() {
        var problem = problem(api.send("POST", "/api/v1/tokens", "{\"name\": \"x\", \"scopes\": [\"admin\", 7]}"), 422);

        assertThat(error(problem).get("field").asString()).isEqualTo("scopes[1]");
        assertThat(error(problem).get("message").asString()).isEqualTo("Expected text.");
    }

    @Test
    void a_value_outside_an_enumeration_is_told_the_choices() {
        var problem =
                problem(api.send("POST", "/api/v1/users", USER.formatted("x").replace("ADMINISTRATOR", "KING")), 422);

        assertThat(error(problem).get("field").asString()).isEqualTo("role");
        assertThat(error(problem).get("message").asString()).contains("FLOOR_WORKER");
    }

    @Test
    void every_missing_field_is_named_at_once_and_no_password_is_echoed() {
        var answer = api.send("POST", "/api/v1/users", "{\"email\": \"nonsense\", \"password\": \"\"}");
        var problem = problem(answer, 422);

        assertThat(problem.get("errors")
                        .valueStream()
                        .map(error -> error.get("field").asString()))
                .containsExactlyInAnyOrder("email", "name", "role", "password");
        assertThat(problem.get("detail").asString()).isEqualTo("4 fields need attention; see errors.");
    }

    @Test
    void a_zero_byte_or_half_a_surrogate_pair_is_refused_by_field() {
        for (var text : Set.of("a\\u0000b", "\\ud800")) {
            var problem = problem(api.send("POST", "/api/v1/users", USER.formatted(text)), 422);

            assertThat(error(problem).get("code").asString()).isEqualTo("hostile-text");
            assertThat(error(problem).get("field").asString()).isEqualTo("name");
        }
    }

    @Test
    void an_empty_text_is_not_an_id() {
        var problem = problem(api.send("POST", "/api/v1/users", "{\"merchant\": \"\", \"name\": \"x\"}"), 422);

        assertThat(error(problem).get("field").asString()).startsWith("merchant");
    }

    @Test
    void a_zero_byte_in_a_parameter_is_refused() {
        assertThat(error(problem(api.get("/api/v1/users?x=%00"), 422))
                        .get("field")
                        .asString())
                .isEqualTo("x");
    }

    @Test
    void bytes_that_are_not_utf_8_are_refused() {
        var body = "{\"email\": \"_@example.org\"}".getBytes(StandardCharsets.ISO_8859_1);
        body[11] = (byte) 0xff;

        problem(api.send("POST", "/api/v1/users", body, "application/json"), 400);
    }

    @Test
    void an_address_that_names_nothing_is_not_found() {
        problem(api.get("/api/v1/nonsense"), 404);
        problem(api.get("/api/v1/users/" + UUID.randomUUID()), 404);
        assertThat(error(problem(api.get("/api/v1/users/nonsense"), 404))
                        .get("message")
                        .asString())
                .contains("id of 36 characters");
    }

    @Test
    void a_wrong_method_and_a_wrong_media_type_are_told_the_right_ones() {
        var method = api.send("PUT", "/api/v1/users", "{}");
        var type = api.send("POST", "/api/v1/users", "a".getBytes(StandardCharsets.UTF_8), "text/csv");

        problem(method, 405);
        assertThat(method.headers().firstValue("Allow")).hasValue("GET, POST");
        problem(type, 415);
    }

    @Test
    void too_large_a_body_is_refused_with_and_without_its_length() {
        var large = "\"" + "x".repeat(RequestLimits.LARGEST_BODY) + "\"";
        var chunked = api.request("POST", "/api/v1/users").setHeader("Content-Type", "application/json");

        problem(api.send("POST", "/api/v1/users", large), 413);
        problem(
                api.send(chunked.method(
                        "POST",
                        BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))))),
                413);
    }

    @Test
    void nesting_without_end_is_refused() {
        problem(api.send("POST", "/api/v1/users", "[".repeat(100_000)), 422);
    }

    @Test
    void a_stale_entity_tag_is_refused_and_the_right_one_accepted() {
        var created = api.send("POST", "/api/v1/users", USER.formatted("x").replace("x@", UUID.randomUUID() + "@"));
        var at = created.headers().firstValue("Location").orElseThrow();

        problem(api.send("PATCH", at, "{\"name\": \"y\"}", "If-Match", "\"17\""), 412);
        assertThat(api.send("PATCH", at, "{\"name\": \"y\"}", "If-Match", "\"0\"")
                        .headers()
                        .firstValue("ETag"))
                .hasValue("\"1\"");
    }

    @Test
    void an_unknown_token_is_refused_everywhere() {
        var answer = Api.program(port, "wharf_nonsense").get("/api/v1/users");

        problem(answer, 401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void a_page_that_does_not_exist_is_a_page_for_people() {
        var answer = api.get("/nonsense");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
    }

    private JsonNode problem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        var problem = json.readTree(answer.body());
        assertThat(problem.get("type").asString()).startsWith("/docs/problems#");
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        return problem;
    }

    private static JsonNode error(JsonNode problem) {
        return problem.get("errors").get(0);
    }
}
