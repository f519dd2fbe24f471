/** Tests of messages to shoppers, with a real PostgreSQL and a real SMTP server inside the test. */
@NullMarked
package wharf.messaging;

import org.jspecify.annotations.NullMarked;
