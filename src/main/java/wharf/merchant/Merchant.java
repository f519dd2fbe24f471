package wharf.merchant;

import wharf.shared.MerchantId;

/**
 * A client of the operator.
 *
 * @param code short name in URLs and files, lower case
 * @param currency ISO 4217, the currency its orders are in unless they say otherwise
 * @param locale BCP 47 language of its shoppers where they do not say
 * @param shipComplete ship an order only when all of it can go
 * @param allowSplit an order may leave from more than one warehouse
 * @param training staff may practise on its orders; they reach neither bills nor KPIs
 */
public record Merchant(
        MerchantId id,
        String code,
        String name,
        String currency,
        String locale,
        String brandColor,
        String senderEmail,
        boolean shipComplete,
        boolean allowSplit,
        boolean training) {}
