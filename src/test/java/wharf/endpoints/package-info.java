/**
 * Tests over every endpoint there is: who may use it, and that nothing a client sends gives a 500. Knows no module: each brings its lines as
 * {@link wharf.endpoints.EndpointFixtures}.
 */
@NullMarked
package wharf.endpoints;

import org.jspecify.annotations.NullMarked;
