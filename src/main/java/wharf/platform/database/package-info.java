/**
 * Owns how the process reaches PostgreSQL: the embedded server, the roles, the pools, the migrations' connection.
 * Knows no table and no module; who may see which row is decided elsewhere.
 */
@NullMarked
package wharf.platform.database;

import org.jspecify.annotations.NullMarked;
