/**
 * Reads other people's order tables: encoding, delimiter, decimals and dates found out, columns guessed, values understood. Plain Java;
 * knows nothing of databases or of what the orders are for.
 */
@NullMarked
package wharf.yours.csv;

import org.jspecify.annotations.NullMarked;
