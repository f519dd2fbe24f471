package wharf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** SQL crosses the borders of modules unseen by the compiler: here it is read, and held to the same rules. */
class TableOwnershipTest {
    private static final Path SOURCES = Path.of("src/main/java/wharf");
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Pattern CREATED = Pattern.compile("(?m)^create table (\\w+)");
    private static final Pattern TEXT =
            Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);
    private static final Pattern USED =
            Pattern.compile("\\b(insert into|update|delete from|from|join|using)\\s+(\\w+)\\b");
    private static final Pattern ALLOWED = Pattern.compile("allowedDependencies\\s*=\\s*\\{?([^)}]*)");

    /** A base table that a lower module's migration has to make, since other tables refer to it. */
    private static final Map<String, String> LENT = Map.of("warehouse", "warehouse");

    private record Use(String module, String verb, String table, String owner, Path file) {
        boolean writes() {
            return verb.startsWith("insert") || verb.startsWith("update") || verb.startsWith("delete");
        }

        @Override
        public String toString() {
            return "%s: %s %s, which belongs to %s".formatted(file, verb, table, owner);
        }
    }

    @Test
    void aModuleWritesItsOwnTablesOnly() {
        assertThat(foreign()).filteredOn(Use::writes).isEmpty();
    }

    @Test
    void aModuleReadsTheTablesOfModulesItMayUseOnly() {
        var forbidden = new ArrayList<Use>();
        for (var use : foreign()) if (!allowed(use.module()).contains('"' + use.owner() + '"')) forbidden.add(use);
        assertThat(forbidden).isEmpty();
    }

    private static List<Use> foreign() {
        var owners = owners();
        assertThat(owners).containsEntry("orders", "order").hasSizeGreaterThan(50);
        return files(SOURCES, ".java").stream()
                .flatMap(file -> uses(file, owners).stream())
                .filter(use ->
                        !use.module().equals(use.owner()) && !use.module().equals(LENT.get(use.table())))
                .toList();
    }

    private static Map<String, String> owners() {
        var owners = new HashMap<String, String>();
        for (var file : files(MIGRATIONS, ".sql")) {
            var module = file.getFileName().toString().replaceFirst("^V\\d+__([a-z]+)\\w*\\.sql$", "$1");
            CREATED.matcher(read(file)).results().forEach(found -> owners.put(found.group(1), module));
        }
        return owners;
    }

    private static List<Use> uses(Path file, Map<String, String> owners) {
        if (SOURCES.relativize(file).getNameCount() < 2) return List.of();
        var module = SOURCES.relativize(file).getName(0).toString();
        var found = new ArrayList<Use>();
        TEXT.matcher(read(file))
                .results()
                .forEach(text -> USED.matcher(text.group()).results().forEach(use -> {
                    var owner = owners.get(use.group(2));
                    if (owner != null) found.add(new Use(module, use.group(1), use.group(2), owner, file));
                }));
        return found;
    }

    private static String allowed(String module) {
        var declared = ALLOWED.matcher(read(SOURCES.resolve(module).resolve("package-info.java")));
        return declared.find() ? declared.group(1) : "";
    }

    private static List<Path> files(Path root, String end) {
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(end)).collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
