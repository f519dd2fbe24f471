package wharf.picking;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;
import wharf.testing.WharfTest;

/** A test of the floor. All of them share one application. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WharfTest
@Import({PickFixture.class, Heard.class, Stops.class})
@interface PickTest {}
