/**
 * The agent: a program of its own within the same jar, which runs in a warehouse's network without a database and without Spring. Knows how to
 * ask the server for work, printers and scales by their wires, and its own directory; knows nothing of what it prints.
 */
@NullMarked
package wharf.devices.agent;

import org.jspecify.annotations.NullMarked;
