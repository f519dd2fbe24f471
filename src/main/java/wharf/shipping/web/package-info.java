/** The API and the screens of shipping. Owns no rule: each method asks one service. */
@NullMarked
package wharf.shipping.web;

import org.jspecify.annotations.NullMarked;
