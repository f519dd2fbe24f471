/**
 * Orders as five CSV tables (orders, items, payments, customers, products) in the format that the Brazilian marketplace Olist publishes.
 * Owns the reading and the rules of that format; knows nothing of files' origin or of what becomes of the orders.
 */
@NullMarked
package wharf.channel.olist;

import org.jspecify.annotations.NullMarked;
