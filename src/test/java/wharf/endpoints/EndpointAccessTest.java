package wharf.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import wharf.identity.Users;
import wharf.merchant.Merchants;
import wharf.shared.Authority;
import wharf.shared.Role;
import wharf.testing.WharfTest;

/** Tries every endpoint as nobody, as every role, and as another merchant. */
@WharfTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndpointAccessTest {
    private final List<Endpoint> endpoints;
    private final TreeSet<String> live;
    private final Map<String, Endpoint> written;
    private final Users users;
    private final Merchants merchants;

    @LocalServerPort
    int port;

    private Cast cast;
    private World world;

    @Autowired
    EndpointAccessTest(
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings,
            AutowireCapableBeanFactory beans,
            Users users,
            Merchants merchants) {
        live = new TreeSet<>(Endpoints.live(mappings).keySet());
        written = Endpoints.written(beans);
        endpoints = written.values().stream()
                .filter(endpoint -> live.contains(endpoint.key()))
                .toList();
        this.users = users;
        this.merchants = merchants;
    }

    @BeforeAll
    void enter() {
        cast = new Cast(users, merchants, port);
        world = cast.own();
    }

    @Test
    void every_endpoint_has_a_line_and_every_line_an_endpoint() {
        assertThat(new TreeSet<>(written.keySet())).isEqualTo(live);
    }

    @Test
    void every_line_names_an_authority() {
        var known = new TreeSet<>(Authority.ALL);
        known.addAll(List.of(Endpoint.PUBLIC, Endpoint.SIGNED_IN));

        assertThat(endpoints)
                .allSatisfy(endpoint -> assertThat(known).as(endpoint.key()).contains(endpoint.authority()));
    }

    @Test
    void nobody_in_particular_gets_no_further_than_what_is_public() {
        check(endpoint -> {
            var answer = endpoint.call(world).by(cast.nobody());
            if (endpoint.authority().equals(Endpoint.PUBLIC)) return null;
            boolean turnedAway = endpoint.isApi()
                    ? answer.statusCode() == 401
                    : answer.statusCode() == 403
                            || answer.headers()
                                    .firstValue("Location")
                                    .orElse("")
                                    .matches(".*(/login|/floor/sign-in).*");
            return turnedAway ? null : "nobody got " + answer.statusCode();
        });
    }

    @Test
    void every_role_gets_exactly_what_its_authorities_allow() {
        for (var role : Role.values()) check(endpoint -> asRole(endpoint, role));
    }

    @Test
    void another_merchant_is_told_that_there_is_no_such_thing() {
        check(endpoint -> {
            if (!endpoint.namesSomething() || !allows(endpoint, Role.MERCHANT_ADMIN)) return null;
            if (endpoint.authority().equals(Endpoint.PUBLIC) || endpoint.foreign() < 0) return null;
            if (endpoint.foreign() == 0) return "says neither .foreign(404) nor .shared()";
            var answer = endpoint.call(world).by(cast.neighbour());
            return answer.statusCode() == endpoint.foreign()
                    ? null
                    : "another merchant got " + answer.statusCode() + ": " + answer.body();
        });
    }

    @Test
    void requests_and_answers_are_as_the_published_description_says() {
        var contract = new ApiContract(cast.nobody().get("/v3/api-docs").body());
        check(endpoint -> {
            if (!endpoint.isApi()) return null;
            var role = allows(endpoint, Role.ADMINISTRATOR) ? Role.ADMINISTRATOR : Role.MERCHANT_ADMIN;
            var call = endpoint.call(world.calledBy(cast.actor(role)));
            return contract.broken(endpoint, call, call.by(cast.as(role)));
        });
    }

    private @Nullable String asRole(Endpoint endpoint, Role role) {
        // Signing out as one of the cast would end their part.
        if (endpoint.pattern().equals("/logout")) return null;
        var answer = endpoint.call(world.calledBy(cast.actor(role))).by(cast.as(role));
        var expected = allows(endpoint, role) ? endpoint.statuses() : Set.of(403);
        return expected.contains(answer.statusCode())
                ? null
                : role + " got " + answer.statusCode() + " instead of " + expected + ": " + answer.body();
    }

    private static boolean allows(Endpoint endpoint, Role role) {
        return endpoint.authority().equals(Endpoint.PUBLIC)
                || endpoint.authority().equals(Endpoint.SIGNED_IN)
                || role.authorities().contains(endpoint.authority());
    }

    private interface Trial {
        /** What is wrong; null when nothing is. */
        @Nullable
        String of(Endpoint endpoint);
    }

    private void check(Trial trial) {
        var wrong = new ArrayList<String>();
        for (var endpoint : endpoints) {
            var problem = trial.of(endpoint);
            if (problem != null)
                wrong.add(endpoint.key() + ": " + problem.substring(0, Math.min(problem.length(), 400)));
        }
        assertThat(wrong).isEmpty();
    }
}
