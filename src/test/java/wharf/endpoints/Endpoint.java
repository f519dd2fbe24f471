package wharf.endpoints;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of one endpoint, written as one line:
 *
 * <pre>
 * Endpoint.post("/api/v1/items/{id}/barcodes").needs(CATALOG_WRITE).path("id", this::item).json(world -> """…""").answers(201).foreign(404)
 * </pre>
 *
 * Path variables and bodies are made anew for every call, so that a call that uses something up can be repeated.
 */
public final class Endpoint {
    /** Anybody, signed in or not. */
    public static final String PUBLIC = "(public)";
    /** Anybody who is signed in. */
    public static final String SIGNED_IN = "(signed in)";

    private final String method;
    private final String pattern;
    private String authority = "";
    private final Map<String, Function<World, String>> path = new LinkedHashMap<>();
    private final Map<String, Function<World, String>> query = new LinkedHashMap<>();
    private @Nullable Function<World, String> json;
    private @Nullable Function<World, Map<String, String>> form;
    private Set<Integer> statuses = Set.of(200);
    private int foreign;
    private boolean fuzzed = true;

    private Endpoint(String method, String pattern) {
        this.method = method;
        this.pattern = pattern;
    }

    public static Endpoint get(String pattern) {
        return new Endpoint("GET", pattern);
    }

    public static Endpoint post(String pattern) {
        return new Endpoint("POST", pattern);
    }

    public static Endpoint put(String pattern) {
        return new Endpoint("PUT", pattern);
    }

    public static Endpoint patch(String pattern) {
        return new Endpoint("PATCH", pattern);
    }

    public static Endpoint delete(String pattern) {
        return new Endpoint("DELETE", pattern);
    }

    /** The authority it asks for, or {@link #PUBLIC} or {@link #SIGNED_IN}. */
    public Endpoint needs(String authority) {
        this.authority = authority;
        return this;
    }

    /** A path variable: the id of something of the world's merchant. */
    public Endpoint path(String variable, Function<World, String> value) {
        path.put(variable, value);
        return this;
    }

    public Endpoint query(String parameter, Function<World, String> value) {
        query.put(parameter, value);
        return this;
    }

    /** A body that is accepted, about something of the world's merchant. */
    public Endpoint json(Function<World, String> body) {
        json = body;
        return this;
    }

    /** The fields of a screen's form. */
    public Endpoint form(Function<World, Map<String, String>> fields) {
        form = fields;
        return this;
    }

    /** What the allowed callers get: 200 unless told otherwise. */
    public Endpoint answers(Integer... statuses) {
        this.statuses = Set.of(statuses);
        return this;
    }

    /** What another merchant's administrator gets for the same call: 404 as a rule. */
    public Endpoint foreign(int status) {
        foreign = status;
        return this;
    }

    /** What it works on is nobody's or everybody's: another merchant gets the same answer. */
    public Endpoint shared() {
        foreign = -1;
        return this;
    }

    /** Leaves it out of the fuzz: it ends the caller's own session, or never ends by itself. */
    public Endpoint notFuzzed() {
        fuzzed = false;
        return this;
    }

    String key() {
        return method + " " + pattern;
    }

    String method() {
        return method;
    }

    String pattern() {
        return pattern;
    }

    String authority() {
        return authority;
    }

    Set<Integer> statuses() {
        return statuses;
    }

    int foreign() {
        return foreign;
    }

    boolean fuzzed() {
        return fuzzed;
    }

    boolean isApi() {
        return pattern.startsWith("/api/");
    }

    /** Whether a call names something that belongs to a merchant, so that another one's answer has to be declared. */
    boolean namesSomething() {
        return !path.isEmpty() || !query.isEmpty() || json != null || form != null;
    }

    Call call(World world) {
        var variables = new LinkedHashMap<String, String>();
        path.forEach((name, value) -> variables.put(name, value.apply(world)));
        var parameters = new LinkedHashMap<String, String>();
        query.forEach((name, value) -> parameters.put(name, value.apply(world)));
        return new Call(
                method,
                pattern,
                variables,
                parameters,
                json == null ? null : json.apply(world),
                form == null ? null : form.apply(world));
    }
}
