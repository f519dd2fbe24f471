package wharf.platform.web;

import io.swagger.v3.core.jackson.TypeNameResolver;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names of schemas in the API's description. By its own name alone, a class would overwrite the schema of another of that name; so a record
 * within a class is named with it, and {@code OrderApi.Batch} is {@code OrderBatch}.
 */
class ApiNames extends TypeNameResolver {
    /** One for all: swagger's converters are the JVM's, so that of several applications in it each names the schemas of the others. */
    static final ApiNames SHARED = new ApiNames();

    private final Map<String, Set<Class<?>>> given = new ConcurrentHashMap<>();

    private ApiNames() {}

    @Override
    protected String getNameOfClass(Class<?> type) {
        var names = new ArrayDeque<String>();
        for (Class<?> at = type; at != null; at = at.getEnclosingClass())
            names.addFirst(at.getSimpleName().replaceAll("Api$", ""));
        var name = String.join("", names);
        given.computeIfAbsent(name, any -> ConcurrentHashMap.newKeySet()).add(type);
        return name;
    }

    /** The classes that got each name; one, if the description is to be true. */
    Map<String, Set<Class<?>>> given() {
        return Map.copyOf(given);
    }
}
