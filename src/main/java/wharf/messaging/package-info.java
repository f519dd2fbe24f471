/**
 * Sends messages to shoppers in their language, each once: outbox, templates, e-mail over SMTP. Knows no event, no order and no parcel; who
 * has something to say composes it from the content records here.
 */
@ApplicationModule(allowedDependencies = {"merchant", "platform", "platform :: list", "shared"})
@NullMarked
package wharf.messaging;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
