/**
 * People of a warehouse, simulated: they sign in with API tokens and work scan by scan over HTTP, knowing only what the answers show. Knows
 * the addresses and fields of the API, and nothing of the code behind it. Used by tests and benchmarks.
 */
@NullMarked
package wharf.bench.robot;

import org.jspecify.annotations.NullMarked;
