/**
 * What is wrong with parcels: said by shoppers, carriers or the operator, decided by a person, carried out by the payment module or as a new
 * order. Never changes an order or a parcel itself.
 */
@NullMarked
package wharf.delivery.cases;

import org.jspecify.annotations.NullMarked;
