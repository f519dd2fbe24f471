/**
 * An inbox within Wharf: a mail server on loopback that takes the mails Wharf sends, where nobody has named another, and shows them. The mails
 * travel over SMTP as they would to any server; no mail leaves the machine.
 */
@NullMarked
package wharf.messaging.inbox;

import org.jspecify.annotations.NullMarked;
