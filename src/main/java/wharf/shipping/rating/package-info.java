/**
 * What a parcel costs with which service, by dated rate sheets and carrier rules. Plain Java: owns no table and knows no Spring and no
 * database, so that packing can rate thousands of plans and a past parcel can be rated again by the rules of its day.
 */
@NamedInterface("rating")
@NullMarked
package wharf.shipping.rating;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
