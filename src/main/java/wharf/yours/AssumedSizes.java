package wharf.yours;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import wharf.shared.Dimensions;
import wharf.yours.csv.Names;

/** Sizes for items nobody has measured: by words of their category or name, plausible and no more. The screen says how many there are. */
final class AssumedSizes {
    static final Guess USUAL = new Guess("", new Dimensions(250, 180, 80), 500);

    private static final List<Guess> BY_WORD = List.of(
            new Guess("book|livro|libro|buch|magazine", new Dimensions(230, 160, 30), 450),
            new Guess("shoe|boot|sneaker|calcado|zapato|schuh", new Dimensions(330, 210, 120), 1000),
            new Guess(
                    "shirt|apparel|clothing|fashion|roupa|ropa|dress|moda|jacket|sock|hoodie",
                    new Dimensions(300, 250, 40),
                    350),
            new Guess("watch|relogio|jewel|joia|ring\\b|necklace|presente", new Dimensions(120, 100, 60), 200),
            new Guess("phone|telefon|celular|tablet|cable", new Dimensions(190, 110, 60), 350),
            new Guess("beauty|perfum|cosmet|beleza|saude|health|skin|soap", new Dimensions(160, 100, 80), 350),
            new Guess("toy|brinquedo|juguete|spiel|game|puzzle|bebe|baby", new Dimensions(320, 230, 110), 800),
            new Guess("mug|cup\\b|glass|kitchen|cozinha|cocina", new Dimensions(200, 160, 130), 600),
            new Guess(
                    "furniture|move[li]s|mueble|chair|table|lamp|luminaria|colchoes",
                    new Dimensions(700, 450, 200),
                    9000),
            new Guess("sport|esporte|deporte|fitness|lazer|camping", new Dimensions(380, 280, 140), 1400),
            new Guess(
                    "electronic|computer|informatica|eletro|console|audio|camera", new Dimensions(340, 250, 120), 1500),
            new Guess("auto|car parts|ferramenta|tool|construcao|garden|jardim", new Dimensions(380, 260, 160), 2500),
            new Guess("casa|home|cama|house|decor|textil|towel|bed\\b", new Dimensions(400, 300, 150), 1500),
            new Guess("pet\\b|food|coffee|aliment|bebida|tea\\b|snack|drink", new Dimensions(240, 170, 120), 1000));

    private AssumedSizes() {}

    /** What one item of a kind is taken to be. */
    record Guess(String words, Dimensions size, int grams) {
        boolean fits(String plain) {
            return Pattern.compile("\\b(" + words + ")").matcher(plain).find();
        }
    }

    static Optional<Guess> of(String categoryOrName) {
        var plain = Names.plain(categoryOrName).toLowerCase(Locale.ROOT);
        return plain.isEmpty()
                ? Optional.empty()
                : BY_WORD.stream().filter(guess -> guess.fits(plain)).findFirst();
    }
}
