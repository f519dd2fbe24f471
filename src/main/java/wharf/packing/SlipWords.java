package wharf.packing;

import java.util.Locale;

/** The slip's own words in the shopper's language; English where the language is not one of the four. */
public record SlipWords(
        String language,
        String title,
        String order,
        String item,
        String ordered,
        String inThisParcel,
        String inOtherParcels,
        String toFollow,
        String moreToCome,
        String gift) {
    private static final SlipWords ENGLISH = new SlipWords(
            "en",
            "Packing slip",
            "Order",
            "Item",
            "Ordered",
            "In this parcel",
            "In other parcels",
            "To follow",
            "The rest of your order follows in another parcel.",
            "A message for you");
    private static final SlipWords SPANISH = new SlipWords(
            "es",
            "Albarán",
            "Pedido",
            "Artículo",
            "Pedidos",
            "En este paquete",
            "En otros paquetes",
            "Por enviar",
            "El resto de su pedido llegará en otro paquete.",
            "Un mensaje para usted");
    private static final SlipWords PORTUGUESE = new SlipWords(
            "pt",
            "Guia de remessa",
            "Pedido",
            "Artigo",
            "Pedidos",
            "Neste pacote",
            "Em outros pacotes",
            "A enviar",
            "O restante do seu pedido chegará em outro pacote.",
            "Uma mensagem para você");
    private static final SlipWords FRENCH = new SlipWords(
            "fr",
            "Bon de livraison",
            "Commande",
            "Article",
            "Commandés",
            "Dans ce colis",
            "Dans d'autres colis",
            "À suivre",
            "Le reste de votre commande suivra dans un autre colis.",
            "Un message pour vous");

    static SlipWords of(String locale) {
        return switch (Locale.forLanguageTag(locale.replace('_', '-')).getLanguage()) {
            case "es" -> SPANISH;
            case "pt" -> PORTUGUESE;
            case "fr" -> FRENCH;
            default -> ENGLISH;
        };
    }
}
