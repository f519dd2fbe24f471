package wharf.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import wharf.identity.Users;
import wharf.merchant.Merchants;
import wharf.shared.Role;
import wharf.testing.WharfTest;

/**
 * Nothing a client sends gives a server error: every endpoint, as an administrator, with naughty text in the address, the parameters and every
 * field, with wrong types, huge numbers, broken and deep bodies. {@code -Dwharf.fuzz.seed} and {@code -Dwharf.fuzz.requests} (in all)
 * change what is tried.
 */
@Tag("slow")
@WharfTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoServerErrorTest {
    private static final long SEED = Long.getLong("wharf.fuzz.seed", 20_260_101L);
    private static final int REQUESTS = Integer.getInteger("wharf.fuzz.requests", 20_000);
    private static final int MOST_PER_ENDPOINT = 1_500;
    private static final int SHOWN = 300;

    private final Map<String, HandlerMethod> live;
    private final List<Endpoint> endpoints;
    private final Users users;
    private final Merchants merchants;
    private final JdbcClient jdbc;
    private final Set<String> failures = new LinkedHashSet<>();
    private final Random random = new Random(SEED);

    @LocalServerPort
    int port;

    private Api administrator;
    private World world;
    private Naughty naughty;
    private Mutation mutation;

    @Autowired
    NoServerErrorTest(
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings,
            AutowireCapableBeanFactory beans,
            Users users,
            Merchants merchants,
            JdbcClient jdbc) {
        live = Endpoints.live(mappings);
        endpoints = Endpoints.written(beans).values().stream()
                .filter(endpoint -> live.containsKey(endpoint.key()) && endpoint.fuzzed())
                .toList();
        this.users = users;
        this.merchants = merchants;
        this.jdbc = jdbc;
    }

    @BeforeAll
    void enter() throws IOException {
        naughty = new Naughty();
        mutation = new Mutation(naughty, random);
        var cast = new Cast(users, merchants, port);
        administrator = cast.as(Role.ADMINISTRATOR);
        world = cast.own().calledBy(cast.actor(Role.ADMINISTRATOR));
    }

    /** The fuzz of the sign-in form must not shut out the tests that come after it. */
    @AfterAll
    void openTheDoorAgain() {
        jdbc.sql("delete from sign_in_failure").update();
    }

    @Test
    void nothing_a_client_sends_gives_a_server_error() {
        int each = Math.min(MOST_PER_ENDPOINT, REQUESTS / endpoints.size());
        for (var endpoint : endpoints) {
            systematic(endpoint, each / 2);
            for (int i = 0; i < each; i++) attempt(endpoint);
        }

        assertThat(failures).isEmpty();
    }

    /** Each field by each special value, as far as the budget goes. */
    private void systematic(Endpoint endpoint, int budget) {
        var call = endpoint.call(world);
        if (call.json() == null) return;
        var bodies = mutation.everyPlaceByEveryValue(call.json());
        Collections.shuffle(bodies, random);
        bodies.stream().limit(budget).forEach(body -> json(endpoint, call, body));
    }

    private void attempt(Endpoint endpoint) {
        var call = endpoint.call(world);
        switch (random.nextInt(call.json() == null ? 3 : 6)) {
            case 0 -> {
                var spoilt = spoiltPath(call);
                require(endpoint, spoilt, () -> spoilt.by(administrator));
            }
            case 1, 2 -> parameters(endpoint, call);
            default -> json(endpoint, call, mutation.spoil(String.valueOf(call.json())));
        }
    }

    private void parameters(Endpoint endpoint, Call call) {
        if (call.form() != null) {
            var spoilt = new Call(
                    call.method(), call.pattern(), call.path(), call.query(), null, mutation.spoil(call.form()));
            require(endpoint, spoilt, () -> spoilt.by(administrator));
            return;
        }
        var query = new LinkedHashMap<>(call.query());
        var names = new ArrayList<>(parameterNames(endpoint));
        names.add("cursor");
        names.add("limit");
        query.put(names.get(random.nextInt(names.size())), naughty.anyShort(random));
        var spoilt = new Call(call.method(), call.pattern(), call.path(), query, call.json(), null);
        require(endpoint, spoilt, () -> spoilt.by(administrator));
    }

    private void json(Endpoint endpoint, Call call, byte[] body) {
        var type = random.nextInt(40) == 0 ? "text/plain;charset=nonsense" : "application/json";
        require(
                endpoint,
                new String(body, StandardCharsets.UTF_8),
                () -> administrator.send(call.method(), call.address(), body, type));
    }

    private Call spoiltPath(Call call) {
        if (call.path().isEmpty()) return call;
        var path = new LinkedHashMap<>(call.path());
        var names = List.copyOf(path.keySet());
        var text = naughty.anyShort(random);
        path.put(names.get(random.nextInt(names.size())), text.isEmpty() ? "\0" : text);
        return new Call(call.method(), call.pattern(), path, call.query(), call.json(), call.form());
    }

    private Set<String> parameterNames(Endpoint endpoint) {
        var names = new LinkedHashSet<String>();
        var handler = live.get(endpoint.key());
        if (handler == null) return names;
        for (var parameter : handler.getMethodParameters())
            if (parameter.hasParameterAnnotation(RequestParam.class))
                names.add(String.valueOf(parameter.getParameterName()));
        return names;
    }

    private interface Sending {
        HttpResponse<String> send();
    }

    private void require(Endpoint endpoint, Object what, Sending sending) {
        try {
            var answer = sending.send();
            boolean busy = answer.statusCode() == 503
                    && answer.headers().firstValue("Retry-After").isPresent();
            if (answer.statusCode() >= 500 && !busy) fail(endpoint, what, answer.statusCode() + " " + answer.body());
        } catch (UncheckedIOException e) {
            // The server may refuse a body, or an address, by closing the connection while it is being sent.
            if (!String.valueOf(e.getMessage())
                    .matches("(?s).*(reset|closed|Broken pipe|header parser received no bytes).*"))
                fail(endpoint, what, e.toString());
        }
    }

    private void fail(Endpoint endpoint, Object what, String outcome) {
        if (failures.size() < 40)
            failures.add(endpoint.key() + " with " + shortened(what.toString()) + " gave " + shortened(outcome));
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
