package wharf.messaging;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.merchant.Merchants;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;

/**
 * What shoppers text back. STOP ends texts at once, START begins them again, HELP is answered, each in the language of the word (the keywords
 * of the CTIA messaging principles and their Spanish, Portuguese and French like); anything else is kept for a person to read.
 */
@Service
public class InboundTexts {
    private static final Map<String, Keyword> KEYWORDS = Map.ofEntries(
            Map.entry("stop", new Keyword(Meaning.STOP, "en")),
            Map.entry("stopall", new Keyword(Meaning.STOP, "en")),
            Map.entry("unsubscribe", new Keyword(Meaning.STOP, "en")),
            Map.entry("cancel", new Keyword(Meaning.STOP, "en")),
            Map.entry("end", new Keyword(Meaning.STOP, "en")),
            Map.entry("quit", new Keyword(Meaning.STOP, "en")),
            Map.entry("alto", new Keyword(Meaning.STOP, "es")),
            Map.entry("parar", new Keyword(Meaning.STOP, "es")),
            Map.entry("sair", new Keyword(Meaning.STOP, "pt")),
            Map.entry("pare", new Keyword(Meaning.STOP, "pt")),
            Map.entry("arret", new Keyword(Meaning.STOP, "fr")),
            Map.entry("help", new Keyword(Meaning.HELP, "en")),
            Map.entry("info", new Keyword(Meaning.HELP, "en")),
            Map.entry("ayuda", new Keyword(Meaning.HELP, "es")),
            Map.entry("ajuda", new Keyword(Meaning.HELP, "pt")),
            Map.entry("aide", new Keyword(Meaning.HELP, "fr")),
            Map.entry("start", new Keyword(Meaning.START, "en")),
            Map.entry("unstop", new Keyword(Meaning.START, "en")),
            Map.entry("yes", new Keyword(Meaning.START, "en")));
    private static final Set<Meaning> CHANGING = Set.of(Meaning.STOP, Meaning.START);
    private static final int LONGEST = 2_000;
    private static final String KEEP = """
            insert into text_received (id, merchant_id, provider, provider_id, sender, recipient, body, meaning, received_at)
            values (:id, :merchant, :provider, :providerId, :sender, :recipient, :body, :meaning, :now)
            on conflict (provider, provider_id) do nothing
            """;

    private final JdbcClient jdbc;
    private final TextSenders senders;
    private final TextConsents consents;
    private final Messages messages;
    private final Merchants merchants;
    private final Facts facts;
    private final BusinessClock clock;

    InboundTexts(
            JdbcClient jdbc,
            TextSenders senders,
            TextConsents consents,
            Messages messages,
            Merchants merchants,
            Facts facts,
            BusinessClock clock) {
        this.jdbc = jdbc;
        this.senders = senders;
        this.consents = consents;
        this.messages = messages;
        this.merchants = merchants;
        this.facts = facts;
        this.clock = clock;
    }

    /** What a text asks for. */
    public enum Meaning {
        STOP,
        HELP,
        START,
        OTHER
    }

    private record Keyword(Meaning meaning, String language) {}

    /**
     * Takes a text in; the same provider's id twice changes nothing.
     *
     * @param sender and recipient E.164; refuses a recipient that is no merchant's number
     */
    @Transactional
    public Meaning received(String provider, String providerId, String sender, String recipient, String body) {
        var merchant =
                senders.merchantOf(recipient).orElseThrow(() -> Refusal.notFound("merchant's number", recipient));
        var keyword = KEYWORDS.getOrDefault(word(body), new Keyword(Meaning.OTHER, ""));
        var id = Ids.next();
        if (!keep(id, merchant, provider, providerId, sender, recipient, body, keyword.meaning()))
            return keyword.meaning();
        if (CHANGING.contains(keyword.meaning()))
            consents.record(
                    merchant, sender, keyword.meaning() == Meaning.START, TextConsents.Source.KEYWORD, word(body));
        if (keyword.meaning() != Meaning.OTHER) messages.reply(answer(id, merchant, sender, keyword));
        facts.record(Fact.of(merchant, id, "text", id, "text.received", clock.instant())
                .with(Map.of("meaning", keyword.meaning().name())));
        return keyword.meaning();
    }

    private boolean keep(
            UUID id,
            MerchantId merchant,
            String provider,
            String providerId,
            String sender,
            String recipient,
            String body,
            Meaning meaning) {
        var clean = body.replace('\u0000', '\ufffd');
        return jdbc.sql(KEEP)
                        .param("id", id)
                        .param("merchant", merchant.value())
                        .param("provider", provider)
                        .param("providerId", providerId)
                        .param("sender", sender)
                        .param("recipient", recipient)
                        .param("body", clean.length() > LONGEST ? clean.substring(0, LONGEST) : clean)
                        .param("meaning", meaning.name())
                        .param("now", Sql.timestamp(clock.instant()))
                        .update()
                == 1;
    }

    private NewMessage answer(UUID id, MerchantId merchant, String phone, Keyword keyword) {
        var contact = merchants.find(merchant).orElseThrow().senderEmail();
        var content = switch (keyword.meaning()) {
            case STOP -> new Content.TextsEnded();
            case START -> new Content.TextsBegun();
            case HELP, OTHER -> new Content.TextHelp(contact);
        };
        return new NewMessage(merchant, id, null, phone, keyword.language(), content, "reply:" + id);
    }

    /** The whole text as one keyword: lower case, without accents, punctuation and spaces around. */
    private static String word(String body) {
        if (body.length() > 100) return "";
        return Normalizer.normalize(body, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("^[^\\p{Alpha}]+|[^\\p{Alpha}]+$", "")
                .toLowerCase(Locale.ROOT);
    }
}
