/**
 * What carriers report of parcels that have left: webhooks and polls, made alike, each event once; where a parcel is follows from its events
 * by when they happened. Knows no shopper and no message: what a parcel has reached is published for whoever listens.
 */
@NamedInterface("tracking")
@NullMarked
package wharf.shipping.tracking;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
