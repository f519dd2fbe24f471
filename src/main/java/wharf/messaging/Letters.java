package wharf.messaging;

import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.math.BigDecimal;
import java.net.URI;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;
import wharf.merchant.Merchant;
import wharf.shared.Money;

/** Writes messages in the shopper's language (English, Spanish, Portuguese or French) from {@code i18n/messages*.properties}. */
@Component
class Letters {
    private final TemplateEngine templates;
    private final ResourceBundleMessageSource words = words();

    Letters(TemplateEngine templates) {
        this.templates = templates;
    }

    private static ResourceBundleMessageSource words() {
        var source = new ResourceBundleMessageSource();
        source.setBasename("i18n/messages");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        source.setAlwaysUseMessageFormat(true);
        return source;
    }

    Letter write(Content content, Merchant merchant, Locale locale) {
        return switch (content) {
            case Content.OrderConfirmed confirmed -> write(confirmed, merchant, locale);
            case Content.ParcelOnItsWay parcel -> write(parcel, merchant, locale);
            case Content.ParcelNews news -> write(news, merchant, locale);
            case Content.CaseNews news -> write(news, merchant, locale);
            case Content.TextsEnded ended -> sentence("text.ended", merchant, locale);
            case Content.TextsBegun begun -> sentence("text.begun", merchant, locale);
            case Content.TextHelp help -> sentence("text.help", merchant, locale, help.contact());
            case Content.ReorderDue due -> write(due, merchant, locale);
            case Content.ReturnUpdate update -> write(update, merchant, locale);
            case Content.Thanks thanks -> write(thanks, merchant, locale);
            case Content.WebhookOff off -> write(off, merchant, locale);
        };
    }

    String html(Letter letter) {
        var output = new StringOutput();
        templates.render("messaging/letter.jte", letter, output);
        return output.toString();
    }

    /** The letter as a text message; {@code first} adds how to end texts. */
    String text(Letter letter, Locale locale, boolean first) {
        var parts = new ArrayList<String>();
        var said = letter.subject();
        var whole = said.endsWith(".") ? said : said + ".";
        parts.add(said.contains(letter.brand()) ? whole : letter.brand() + ": " + whole);
        if (letter.link() != null) parts.add(letter.link().url());
        if (first) parts.add(say(locale, "text.hint"));
        return String.join(" ", parts);
    }

    /** What is said in one sentence. */
    private Letter sentence(String key, Merchant merchant, Locale locale, Object... values) {
        return new Letter(
                locale.toLanguageTag(),
                oneLine(merchant.name()),
                merchant.brandColor(),
                say(locale, key, values),
                "",
                List.of(),
                "",
                List.of(),
                null,
                "");
    }

    private Letter write(Content.OrderConfirmed content, Merchant merchant, Locale locale) {
        return new Letter(
                locale.toLanguageTag(),
                oneLine(merchant.name()),
                merchant.brandColor(),
                say(locale, "mail.order-confirmed.subject", content.orderNumber(), merchant.name()),
                say(locale, "mail.greeting", content.name()),
                confirmation(content, locale),
                say(locale, "mail.lines.order"),
                lines(content.lines(), locale),
                link(content.page(), say(locale, "mail.order-confirmed.follow")),
                say(locale, "mail.closing", merchant.name()));
    }

    private List<String> confirmation(Content.OrderConfirmed content, Locale locale) {
        var paragraphs = new ArrayList<String>();
        paragraphs.add(say(locale, "mail.order-confirmed.body", content.orderNumber()));
        if (content.promised() != null)
            paragraphs.add(say(
                    locale,
                    "mail.order-confirmed.promised",
                    DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                            .withLocale(locale)
                            .format(content.promised())));
        paragraphs.add(say(locale, "mail.order-confirmed.total", money(content.total(), locale)));
        return paragraphs;
    }

    private Letter write(Content.ParcelOnItsWay content, Merchant merchant, Locale locale) {
        return new Letter(
                locale.toLanguageTag(),
                oneLine(merchant.name()),
                merchant.brandColor(),
                say(locale, "mail.parcel-on-its-way.subject", content.orderNumber()),
                say(locale, "mail.greeting", content.name()),
                List.of(
                        say(locale, "mail.parcel-on-its-way.body", content.orderNumber(), content.carrier()),
                        say(locale, "mail.parcel-on-its-way.tracking", content.trackingNumber())),
                say(locale, "mail.lines.parcel"),
                lines(content.lines(), locale),
                link(content.trackingUrl(), say(locale, "mail.parcel-on-its-way.track")),
                say(locale, "mail.closing", merchant.name()));
    }

    private Letter write(Content.ReorderDue content, Merchant merchant, Locale locale) {
        return new Letter(
                locale.toLanguageTag(),
                oneLine(merchant.name()),
                merchant.brandColor(),
                say(locale, "mail.reorder-due.subject", content.lines().size()),
                say(locale, "mail.greeting", content.name()),
                List.of(say(locale, "mail.reorder-due.body")),
                say(locale, "mail.lines.reorder"),
                lines(content.lines(), locale),
                null,
                say(locale, "mail.reorder-due.closing"));
    }

    private Letter write(Content.ParcelNews content, Merchant merchant, Locale locale) {
        var key =
                "mail.parcel." + content.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        var paragraphs = new ArrayList<String>();
        paragraphs.add(say(locale, key + ".body", content.orderNumber(), content.carrier()));
        if (content.expectedBy() != null)
            paragraphs.add(say(locale, "mail.parcel.expected", day(content.expectedBy(), locale)));
        return new Letter(
                locale.toLanguageTag(),
                oneLine(merchant.name()),
                merchant.brandColor(),
                say(locale, key + ".subject", content.orderNumber()),
                say(locale, "mail.greeting", content.name()),
                paragraphs,
                say(locale, "mail.lines.parcel"),
                lines(content.lines(), locale),
                link(content.trackingUrl(), say(locale, "mail.parcel-on-its-way.track")),
                say(locale, "mail.closing", merchant.name()));
    }

    private Letter write(Content.CaseNews content, Merchant merchant, Locale locale) {
        var key = "mail.case." + content.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        var amount = content.amount() == null ? "" : money(content.amount(), locale);
        var paragraphs = new ArrayList<String>();
        paragraphs.add(say(locale, key + ".body", content.orderNumber(), amount));
        if (!content.because().isBlank()) paragraphs.add(oneLine(content.because()));
        return new Letter(
                locale.toLanguageTag(),
                oneLine(merchant.name()),
                merchant.brandColor(),
                say(locale, key + ".subject", content.orderNumber(), amount),
                say(locale, "mail.greeting", content.name()),
                paragraphs,
                "",
                List.of(),
                link(content.trackingUrl(), say(locale, "mail.case.page")),
                say(locale, "mail.case.closing", merchant.name()));
    }

    private static String day(LocalDate day, Locale locale) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .withLocale(locale)
                .format(day);
    }

    private Letter write(Content.ReturnUpdate content, Merchant merchant, Locale locale) {
        var key = "mail.return." + content.stage().key();
        var paragraphs = new ArrayList<String>();
        paragraphs.add(say(locale, key + ".body", content.returnNumber(), content.orderNumber()));
        if (content.amount() != null)
            paragraphs.add(say(locale, "mail.return.amount", money(content.amount(), locale)));
        if (content.replacement() != null)
            paragraphs.add(say(locale, "mail.return.replacement", content.replacement()));
        return new Letter(
                locale.toLanguageTag(),
                oneLine(merchant.name()),
                merchant.brandColor(),
                say(locale, key + ".subject", content.returnNumber(), content.orderNumber()),
                say(locale, "mail.greeting", content.name()),
                paragraphs,
                say(locale, content.stage().isNothingBack() ? "mail.return.lines.rejected" : "mail.return.lines"),
                lines(content.lines(), locale),
                link(content.url(), say(locale, key + ".link")),
                say(locale, "mail.closing", merchant.name()));
    }

    private Letter write(Content.WebhookOff content, Merchant merchant, Locale locale) {
        return new Letter(
                locale.toLanguageTag(),
                oneLine(merchant.name()),
                merchant.brandColor(),
                say(locale, "mail.webhook-off.subject"),
                say(locale, "mail.greeting", content.name()),
                List.of(say(locale, "mail.webhook-off.body", content.url()), oneLine(content.reason())),
                "",
                List.of(),
                link(content.page(), say(locale, "mail.webhook-off.link")),
                say(locale, "mail.webhook-off.closing"));
    }

    private Letter write(Content.Thanks content, Merchant merchant, Locale locale) {
        var paragraphs = new ArrayList<String>();
        paragraphs.add(say(locale, "mail.thanks.body", content.orderNumber(), merchant.name()));
        if (content.reviews()) paragraphs.add(say(locale, "mail.thanks.reviews"));
        return new Letter(
                        locale.toLanguageTag(),
                        oneLine(merchant.name()),
                        merchant.brandColor(),
                        say(locale, "mail.thanks.subject", content.orderNumber()),
                        say(locale, "mail.greeting", content.name()),
                        paragraphs,
                        "",
                        List.of(),
                        link(content.page(), say(locale, "mail.thanks.link")),
                        say(locale, "mail.closing", merchant.name()))
                .asking(content.scales().stream()
                        .map(scale -> scale(scale, merchant, locale))
                        .toList());
    }

    private Letter.Scale scale(Content.Scale scale, Merchant merchant, Locale locale) {
        var key = "mail.scale." + scale.key();
        return new Letter.Scale(
                say(locale, key, merchant.name()),
                say(locale, key + ".low"),
                say(locale, key + ".high"),
                IntStream.rangeClosed(scale.least(), scale.most())
                        .mapToObj(score -> new Letter.Link(Integer.toString(score), scale.address() + score))
                        .toList());
    }

    private List<String> lines(List<Content.Line> lines, Locale locale) {
        return lines.stream()
                .map(line -> say(locale, "mail.line", line.quantity(), line.title()))
                .toList();
    }

    /** Whatever is not a plain web address is left out: it may come from a carrier's answer. */
    private static Letter.@Nullable Link link(@Nullable String url, String label) {
        if (url == null) return null;
        try {
            var scheme = URI.create(url).getScheme();
            boolean web = "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
            return web ? new Letter.Link(label, url) : null;
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    private String say(Locale locale, String key, Object... values) {
        return oneLine(words.getMessage(key, values, locale));
    }

    private static String money(Money money, Locale locale) {
        var format = NumberFormat.getCurrencyInstance(locale);
        var currency = currency(money.currency());
        if (currency == null) return money.toString();
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        format.setCurrency(currency);
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(BigDecimal.valueOf(money.minor(), digits));
    }

    private static @Nullable Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }

    /** Nothing a shopper typed may begin a new line: a subject would become a header, a name a paragraph. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ").strip();
    }
}
