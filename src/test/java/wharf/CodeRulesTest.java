package wharf;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.annotation.Transactional;

/** Rules of the house that a machine can check. */
class CodeRulesTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/wharf/jte/"))
            .importPackages("wharf");
    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages("wharf");

    private static final Set<String> DATE_TYPES = Set.of(
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalTime",
            "java.time.LocalDateTime",
            "java.time.OffsetDateTime",
            "java.time.ZonedDateTime",
            "java.time.Year",
            "java.time.YearMonth");

    /** Who may ask the system's clock: whatever is not business (sessions, tokens, leases), each with its reason. */
    private static final Map<String, String> SYSTEM_TIME = Map.ofEntries(
            Map.entry(
                    "wharf.console.ExceptionScreen",
                    "how long something has been stuck, against stamps of the system's clock"),
            Map.entry("wharf.delivery.cases.CaseStep", "when a case is tried again is due time of work"),
            Map.entry("wharf.demo.DemoHistory", "when its next days are brought in is due time of work"),
            Map.entry("wharf.floor.PracticeEndStep", "when an end of practice is looked for again is due time of work"),
            Map.entry("wharf.floor.PracticeOrders", "when practice ends by itself is due time of work"),
            Map.entry("wharf.fulfilment.Releases", "when a route is tried again is due time of work"),
            Map.entry("wharf.fulfilment.RouteStep", "when a route is tried again is due time of work"),
            Map.entry("wharf.identity.ApiTokenScreen", "a token expires by the system's clock"),
            Map.entry("wharf.identity.ApiTokens", "a token expires by the system's clock"),
            Map.entry("wharf.shipping.tracking.DemoDepot", "a webhook is signed with the system's time"),
            Map.entry("wharf.identity.Sessions", "a session expires by the system's clock"),
            Map.entry("wharf.identity.SignIn", "a lock-out is counted by the system's clock"),
            Map.entry("wharf.messaging.SendMessages", "when a message is tried again is due time of work"),
            Map.entry("wharf.payment.Ledger", "when an attempt is looked at again is due time of work"),
            Map.entry("wharf.payment.ResolvePayment", "when an attempt is looked at again is due time of work"),
            Map.entry("wharf.platform.bulk.BulkStep", "when a job goes on is due time of work"),
            Map.entry("wharf.platform.web.Faults", "Retry-After counts seconds of the caller's clock"),
            Map.entry("wharf.returns.SettleStep", "when a refund is asked about again is due time of work"),
            Map.entry(
                    "wharf.webhook.WebhookStep",
                    "when a delivery is tried again is due time of work; what is sent is signed with the system's time"),
            Map.entry("wharf.shipping.tracking.CarrierHook", "a webhook's age is counted by the system's clock"));

    /** Who may write to standard output. */
    private static final Set<String> SPEAKERS = Set.of(
            "wharf.platform.CheckCommand",
            "wharf.platform.database.BackupCommand",
            "wharf.channel.olist.OlistCommand",
            "wharf.devices.AgentCommand",
            "wharf.identity.FirstAdministrator",
            "wharf.demo.Welcome");

    @Test
    void dependenciesComeThroughConstructors() {
        fields().should()
                .notBeAnnotatedWith(Autowired.class)
                .andShould()
                .notBeAnnotatedWith(Value.class)
                .check(PRODUCT);
    }

    @Test
    void nothingUsesTheOldDateTypes() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.(Date|Calendar)|java\\.text\\.\\w*DateFormat|java\\.sql\\.(Date|Time)")
                .check(PRODUCT);
    }

    @Test
    void businessTimeComesFromTheBusinessClock() {
        noClasses()
                .that(describe("may not ask the system's clock", type -> !SYSTEM_TIME.containsKey(outermost(type))))
                .should()
                .callMethodWhere(target(asksTheSystemClock()))
                .because("tests and the demo move the business clock; who needs system time says why in this test")
                .check(PRODUCT);
    }

    @Test
    void onlyCommandsWriteToStandardOutput() {
        noClasses()
                .that(describe("may not speak", type -> !SPEAKERS.contains(outermost(type))))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(PRODUCT);
    }

    @Test
    void controllersAreNoInterfaceOfTheirModule() {
        classes()
                .that()
                .areMetaAnnotatedWith(Controller.class)
                .should()
                .bePackagePrivate()
                .check(PRODUCT);
    }

    /** Names that say nothing. */
    @Test
    void namesSayWhatATypeIs() {
        noClasses()
                .that(describe("are named by us", type -> !type.isAssignableTo(TransactionManager.class)))
                .should()
                .haveNameMatching(".*(Impl|Manager|Helper|Utils?|Base)")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .check(PRODUCT);
    }

    /** Spring's proxy passes such methods by without a word. */
    @Test
    void transactionsCanBeginWhereTheyAreDeclared() {
        methods()
                .that()
                .areAnnotatedWith(Transactional.class)
                .should()
                .notBePrivate()
                .andShould()
                .notBeStatic()
                .andShould()
                .notBeFinal()
                .andShould()
                .beDeclaredInClassesThat()
                .doNotHaveModifier(JavaModifier.FINAL)
                .check(PRODUCT);
    }

    /** Called on a proxy, a private method finds all fields null: a nested class that is given the bean must not see it as it is within. */
    @Test
    void nobodyReachesIntoAProxy() {
        noClasses()
                .should()
                .callMethodWhere(describe("a private method of a proxied bean is called from a nested class", call -> {
                    var owner = call.getTargetOwner();
                    var caller = call.getOriginOwner();
                    return !owner.equals(caller)
                            && !caller.isInnerClass()
                            && isProxied(owner)
                            && call.getTarget()
                                    .resolveMember()
                                    .map(called -> called.getModifiers().contains(JavaModifier.PRIVATE)
                                            && !called.getModifiers().contains(JavaModifier.STATIC))
                                    .orElse(false);
                }))
                .check(PRODUCT);
    }

    private static boolean isProxied(JavaClass type) {
        return type.isAnnotatedWith(Transactional.class)
                || type.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(Transactional.class));
    }

    /** Libraries within the program: values in, values out. */
    @Test
    void plainJavaStaysPlain() {
        noClasses()
                .that(resideInAPackage("wharf.walking..")
                        .or(resideInAPackage("wharf.forecast.."))
                        .or(resideInAPackage("wharf.packing.carton.."))
                        .or(resideInAPackage("wharf.shipping.rating.."))
                        .or(resideInAPackage("wharf.shared..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "java.sql..", "jakarta..", "wharf.platform..")
                .as(
                        "walking, forecasting, cartonisation, rating and shared values should know no Spring and no database")
                .check(withoutPackageInfo(PRODUCT));
    }

    @Test
    void testsNeverWaitByTheClock() {
        noClasses()
                .should()
                .callMethodWhere(target(describe(
                        "sleep",
                        (AccessTarget.CodeUnitCallTarget called) ->
                                called.getName().equals("sleep")
                                        && Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit")
                                                .contains(called.getOwner().getName()))))
                .because("a test that waits is slow on good days and red on bad ones")
                .check(TESTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "src/test/java", "src/bench/java"})
    void everyPackageSaysWhatItIsAndIsNullMarked(String root) throws IOException {
        for (var directory : packages(Path.of(root))) {
            var described = List.of(
                    directory.resolve("package-info.java"),
                    Path.of("src/main/java")
                            .resolve(Path.of(root).relativize(directory))
                            .resolve("package-info.java"));
            assertThat(described)
                    .as("package-info.java of %s, or of the same package in the product", directory)
                    .anySatisfy(
                            file -> assertThat(file).content().startsWith("/**").contains("@NullMarked"));
        }
    }

    private static Set<Path> packages(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> file.resolveSibling(""))
                    .collect(Collectors.toSet());
        }
    }

    private static DescribedPredicate<AccessTarget.CodeUnitCallTarget> asksTheSystemClock() {
        return describe(
                "asks the system's clock",
                called -> called.getName().equals("now")
                        && called.getRawParameterTypes().isEmpty()
                        && DATE_TYPES.contains(called.getOwner().getName()));
    }

    private static JavaClasses withoutPackageInfo(JavaClasses all) {
        return all.that(
                describe("not package-info", type -> !type.getSimpleName().equals("package-info")));
    }

    private static String outermost(JavaClass type) {
        var name = type.getName();
        return name.contains("$") ? name.substring(0, name.indexOf('$')) : name;
    }
}
