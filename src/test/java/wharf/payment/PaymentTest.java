package wharf.payment;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import wharf.testing.Postgres;

/** The application without its background threads: a test drains the work itself. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.MOCK,
        properties = {
            "wharf.work.enabled=false",
            "db-scheduler.enabled=false",
            "wharf.payment.resolve-after=0s",
            "wharf.payment.interrupted-after=0s",
            "wharf.payment.challenge-every=0s",
            // Half of these calls are lost on purpose.
            "wharf.effects.failed-percent=100"
        })
@Import({InterruptiblePsp.class, Shopper.class})
@AutoConfigureMockMvc
@ContextConfiguration(initializers = PaymentTest.OwnDatabase.class)
@interface PaymentTest {
    /** A database of its own, because these tests move the clock. */
    class OwnDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of(Postgres.properties(Postgres.newDatabase())).applyTo(context);
        }
    }
}
