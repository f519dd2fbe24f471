package wharf.shipping;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.InvariantCheck;

/** What must always be true of parcels and labels. */
@Configuration(proxyBeanMethods = false)
class ShippingInvariants {
    @Bean
    InvariantCheck labelsMatchTheCarriersBooks() {
        return InvariantCheck.sql(
                "labels-match-the-carriers-books",
                "Every label the demo carrier has sold and not taken back is one we hold or are dealing with, and every label we hold was sold.",
                """
                select coalesce(b.reference, l.reference) as subject,
                       case when l.id is null then 'sold, but unknown to us'
                            when b.reference is null then 'held, but not in the books'
                            else 'in the books, but here ' || l.state end as detail
                from (
                  select id, merchant_id, reference, state, tracking, carrier from label
                  union all
                  select id, merchant_id, reference, state, tracking, carrier from return_label
                ) l
                full join (select * from demo_carrier_label where voided_at is null) b on b.reference = l.reference and b.merchant_id = l.merchant_id
                where (b.reference is not null and (l.id is null or l.state in ('REFUSED', 'VOIDED')
                       or (l.state = 'BOUGHT' and l.tracking <> b.tracking)))
                or (b.reference is null and l.state = 'BOUGHT' and l.carrier = 'DEMO')
                limit :limit
                """);
    }

    @Bean
    InvariantCheck labelledParcelsHaveOneLabel() {
        return InvariantCheck.sql(
                "labelled-parcels-have-one-label",
                "A parcel that is labelled or further has exactly one valid label; a voided one has none.",
                """
                select p.id::text as subject, p.state || ' with ' || count(l.id) || ' labels' as detail
                from parcel p
                left join label l on l.parcel_id = p.id and l.state = 'BOUGHT'
                group by p.id
                having count(l.id) <> case when p.state in ('PACKED', 'VOIDED') then 0 else 1 end
                limit :limit
                """);
    }

    @Bean
    InvariantCheck shippedParcelsAreOnAManifest() {
        return InvariantCheck.sql(
                "shipped-parcels-are-on-a-manifest",
                "Every parcel that left is on a manifest of its warehouse, and nothing else is.",
                """
                select p.id::text as subject, p.state || coalesce(' on manifest ' || m.number, ' on no manifest') as detail
                from parcel p
                left join manifest_parcel mp on mp.parcel_id = p.id
                left join manifest m on m.id = mp.manifest_id
                where (p.state in ('SHIPPED', 'DELIVERED', 'EXCEPTION', 'RETURNED_TO_SENDER', 'LOST')
                       and (m.id is null or m.warehouse_id <> p.warehouse_id))
                or (p.state in ('PACKED', 'LABELLED') and m.id is not null)
                limit :limit
                """);
    }

    @Bean
    InvariantCheck postageAddsUp() {
        return InvariantCheck.sql(
                "postage-adds-up", "What the fulfilments bear of a label's postage adds up to it.", """
                select l.id::text as subject, l.postage_minor || ' split into ' || coalesce(sum(s.amount_minor), 0) as detail
                from label l
                left join postage_share s on s.label_id = l.id
                where l.state = 'BOUGHT'
                group by l.id
                having l.postage_minor <> coalesce(sum(s.amount_minor), 0)
                limit :limit
                """);
    }
}
