package wharf.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import wharf.testing.Postgres;

class DatabaseHeadStartTest {
    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withInitializer(new DatabaseHeadStart());

    @Test
    void theApplicationGetsTheDatabaseThatWasOpenedMeanwhile() {
        properties(application)
                .withUserConfiguration(DatabaseConfiguration.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Database.class))
                            .isSameAs(context.getBean(DatabaseHeadStart.Opening.class)
                                    .database());
                    assertThat(context.getBean(Flyway.class).info().pending()).isEmpty();
                });
    }

    @Test
    void aDatabaseThatCannotBeOpenedFailsTheStartWithItsOwnWords() {
        application
                .withUserConfiguration(DatabaseConfiguration.class)
                .withPropertyValues("wharf.database.url=jdbc:mysql://localhost/wharf")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseInstanceOf(DatabaseCannotStart.class)
                        .rootCause()
                        .hasMessageContaining("jdbc:mysql"));
    }

    private static ApplicationContextRunner properties(ApplicationContextRunner runner) {
        var values = Postgres.properties(Postgres.newDatabase()).entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
        return runner.withPropertyValues(values);
    }
}
