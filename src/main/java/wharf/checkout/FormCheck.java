package wharf.checkout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import wharf.geography.AddressProblem;
import wharf.geography.Addresses;
import wharf.messaging.Phones;
import wharf.shared.Problem;

/** What a shopper has to mend before the order can be placed, in the order of the page's fields. */
final class FormCheck {
    private static final Pattern EMAIL = Pattern.compile("[^@\\s<>,;\"]{1,64}@[^@\\s<>,;\"]{1,189}");
    /** Fields of which nothing more helpful can be said than that they are missing. */
    private static final Set<String> PLAIN = Set.of("name", "line1", "city");

    private static final List<String> ORDER = List.of(
            "email",
            "phone",
            "name",
            "company",
            "line1",
            "line2",
            "city",
            "region",
            "postcode",
            "country",
            "service",
            "pay");

    private FormCheck() {}

    static List<Problem> problems(CheckoutForm form, ShopWords words) {
        var problems = new ArrayList<Problem>();
        email(problems, form.email(), words);
        phone(problems, form, words);
        for (var problem : Addresses.check(form.address())) {
            if (problem.isError()
                    && !problem.field().equals("email")
                    && !problem.field().equals("phone"))
                problems.add(Problem.of("bad-address", problem.field(), problem.value(), told(problem, form, words)));
        }
        problems.sort(Comparator.comparingInt(problem -> ORDER.indexOf(problem.field())));
        return problems;
    }

    private static void email(List<Problem> problems, @Nullable String email, ShopWords words) {
        if (email == null || email.isBlank())
            problems.add(Problem.of("required", "email", null, words.say("error.email.missing")));
        else if (!EMAIL.matcher(email.strip()).matches())
            problems.add(Problem.of("bad-email", "email", email, words.say("error.email.wrong")));
    }

    private static void phone(List<Problem> problems, CheckoutForm form, ShopWords words) {
        var phone = form.phone();
        if (phone == null || phone.isBlank()) {
            if (form.wantsTexts())
                problems.add(Problem.of("required", "phone", null, words.say("error.phone.missing")));
            return;
        }
        if (Phones.e164(phone, Addresses.normalise(form.address()).country()).isEmpty())
            problems.add(Problem.of("bad-phone", "phone", phone, words.say("error.phone.wrong")));
    }

    /** In English the check's own words where they say what to write instead; else what is missing or wrong. */
    private static String told(AddressProblem problem, CheckoutForm form, ShopWords words) {
        boolean missing = problem.value() == null;
        if (words.language().equals("en") && !(missing && PLAIN.contains(problem.field())))
            return withName(
                    problem.message(), Addresses.normalise(form.address()).country(), words);
        var key = "error." + problem.field() + (missing ? ".missing" : ".wrong");
        return words.knows(key) ? words.say(key) : words.say("error.field.wrong");
    }

    /** The country's name where the check says its code: it speaks to programs, too. */
    private static String withName(String message, String code, ShopWords words) {
        if (code.isEmpty()) return message;
        var name = words.country(code);
        return message.replace(" of " + code + ".", " of " + (name.startsWith("United") ? "the " + name : name) + ".");
    }
}
