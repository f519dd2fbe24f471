package wharf;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

/** Modules use only what they declare, in no circle, and docs/architecture.md draws them as they are. */
class ModulesTest {
    private static final Path PAGE = Path.of("docs", "architecture.md");
    private static final String BEGIN = "<!-- module graph: written by ModulesTest -->\n";
    private static final String END = "<!-- end of module graph -->";

    /** Compiled templates see the view records of every module and are used by none. */
    private static final ApplicationModules MODULES = ApplicationModules.of(
            Wharf.class,
            DescribedPredicate.describe(
                    "compiled templates",
                    (JavaClass type) -> type.getPackageName().startsWith("wharf.jte")));

    @Test
    void modulesUseOnlyWhatTheyDeclare() {
        MODULES.verify();
    }

    @Test
    void everyModuleDeclaresWhatItMayUse() {
        assertThat(MODULES.stream().map(module -> module.getIdentifier().toString()))
                .allSatisfy(name -> assertThat(Path.of("src/main/java/wharf", name, "package-info.java"))
                        .content()
                        .contains("@ApplicationModule"));
    }

    /** Component diagrams and a canvas of each module, for whoever wants more than the page shows: target/spring-modulith-docs. */
    @Test
    void diagramsOfEveryModuleAreWritten() {
        new Documenter(MODULES).writeDocumentation();
        assertThat(Path.of("target", "spring-modulith-docs", "components.puml")).isNotEmptyFile();
    }

    /** With {@code -Dwharf.write-docs=true} the drawing is brought up to date instead. */
    @Test
    void thePageOfTheArchitectureDrawsTheGraphAsItIs() throws IOException {
        var page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        var graph = ModuleGraph.of(MODULES);
        if (Boolean.getBoolean("wharf.write-docs"))
            Files.writeString(PAGE, page.substring(0, begin) + graph + page.substring(end));
        else
            assertThat(page.substring(begin, end))
                    .as("the graph in %s; run with -Dwharf.write-docs=true, or put this there:%n%s", PAGE, graph)
                    .isEqualTo(graph);
    }
}
