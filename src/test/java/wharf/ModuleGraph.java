package wharf;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.modulith.core.ApplicationModules;

/** The modules as a Mermaid drawing: an arrow for what the code uses, less what an arrow to a module above it implies. */
final class ModuleGraph {
    /** Everything uses these. */
    private static final Set<String> GROUND = Set.of("platform", "shared");

    private ModuleGraph() {}

    static String of(ApplicationModules modules) {
        var uses = uses(modules);
        var text = new StringBuilder("```mermaid\nflowchart TD\n");
        uses.forEach((module, targets) -> {
            var shown = targets.stream()
                    .filter(target -> !isImplied(module, target, uses))
                    .toList();
            if (shown.isEmpty()) text.append("  ").append(module).append('\n');
            shown.forEach(target -> text.append("  ")
                    .append(module)
                    .append(" --> ")
                    .append(target)
                    .append('\n'));
        });
        return text.append("```\n").toString();
    }

    private static Map<String, Set<String>> uses(ApplicationModules modules) {
        return modules.stream()
                .filter(module -> !GROUND.contains(module.getIdentifier().toString()))
                .collect(Collectors.toMap(
                        module -> module.getIdentifier().toString(),
                        module -> module.getDirectDependencies(modules)
                                .uniqueModules()
                                .map(target -> target.getIdentifier().toString())
                                .filter(target -> !GROUND.contains(target))
                                .collect(Collectors.toCollection(TreeSet::new)),
                        (one, other) -> one,
                        TreeMap::new));
    }

    private static boolean isImplied(String module, String target, Map<String, Set<String>> uses) {
        return uses.getOrDefault(module, Set.of()).stream()
                .filter(other -> !other.equals(target))
                .anyMatch(other -> reaches(other, target, uses));
    }

    private static boolean reaches(String from, String target, Map<String, Set<String>> uses) {
        var seen = new TreeSet<String>();
        var open = new ArrayDeque<>(Set.of(from));
        while (!open.isEmpty()) {
            for (var next : uses.getOrDefault(open.pop(), Set.of())) {
                if (next.equals(target)) return true;
                if (seen.add(next)) open.push(next);
            }
        }
        return false;
    }
}
