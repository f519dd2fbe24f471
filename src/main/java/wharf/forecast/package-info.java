/**
 * Forecasts demand from its own history: simple, intermittent and seasonal methods, chosen and combined by what a back-test says of them,
 * with the distribution of the demand over a lead time. Plain Java, values in and values out; knows no item, no stock and no calendar.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package wharf.forecast;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
