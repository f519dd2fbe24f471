/**
 * People, simulated: shoppers, and the staff of the warehouses. They come in with API tokens and over the shop's own pages, and know only what
 * the answers show. Robots for benchmarks and tests are made of the same; the living demo plays them at a chosen pace. Knows the addresses and
 * fields of the API, and nothing of the code behind it.
 */
@NullMarked
package wharf.demo.people;

import org.jspecify.annotations.NullMarked;
