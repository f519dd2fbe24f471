package wharf.payment;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

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
            "wharf.payment.challenge-every=0s"
        })
@Import({InterruptiblePsp.class, Shopper.class})
@interface PaymentTest {}
