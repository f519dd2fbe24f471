package wharf.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The core of the suite: orders, stock, money, the floor and who may see what, as far as the database has a say in it. {@code verify} runs these tests
 * on the embedded PostgreSQL with all others, and then once more on the one that Debian packages, where there is one. A test that only
 * moves things on screens, or calculates without a database, does not belong here.
 */
@Tag("core")
@ExtendWith(DebianIsInstalled.class)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Core {}
