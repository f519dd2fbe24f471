/** The API, the console's and the floor's screens of returns, and the shopper's portal. Owns no rule: each method asks one service. */
@NullMarked
package wharf.returns.web;

import org.jspecify.annotations.NullMarked;
