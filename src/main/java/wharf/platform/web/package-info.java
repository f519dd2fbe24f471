/**
 * How requests are refused and repeated: RFC 9457 problem details, error pages, limits of a request, {@code Idempotency-Key}, and the
 * published description of the API. Knows no endpoint.
 */
@NamedInterface("web")
@NullMarked
package wharf.platform.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
