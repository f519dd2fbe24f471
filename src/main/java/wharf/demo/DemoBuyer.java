package wharf.demo;

import java.util.Arrays;
import java.util.List;
import wharf.geography.Address;

/** Where the demo's orders go: invented people at real places. */
public final class DemoBuyer {
    private static final String ALL_OF_THEM = """
            Ana Castillo|1601 Collins Ave|Miami Beach|FL|33139|US|+13055550101
            Ben Archer|200 E Colfax Ave|Denver|CO|80203|US|+13035550102
            Chloe Nguyen|1 Market St|San Francisco|CA|94105|US|+14155550103
            Daniel Ortiz|100 Congress Ave|Austin|TX|78701|US|+15125550104
            Emma Fisher|233 S Wacker Dr|Chicago|IL|60606|US|+13125550105
            Farid Rahman|350 5th Ave|New York|NY|10118|US|+12125550106
            Grace Lee|400 Broad St|Seattle|WA|98109|US|+12065550107
            Henry Walker|600 W 4th Ave|Anchorage|AK|99501|US|+19075550108
            Iris Kealoha|2005 Kalia Rd|Honolulu|HI|96815|US|+18085550109
            Jorge Rivera|63 Calle San Francisco|San Juan|PR|00901|US|+17875550110
            Karen Price|1 City Hall Sq|Boston|MA|02201|US|+16175550111
            Liam Foster|55 Trinity Ave SW|Atlanta|GA|30303|US|+14045550112
            Mia Johansson|350 S 5th St|Minneapolis|MN|55415|US|+16125550113
            Noah Begay|11 Lincoln Ave|Santa Fe|NM|87501|US|+15055550114
            Olivia Reed|1221 SW 4th Ave|Portland|OR|97204|US|+15035550115
            Paul Schmidt|1300 Perdido St|New Orleans|LA|70112|US|+15045550116
            Quinn Murphy|414 E 12th St|Kansas City|MO|64106|US|+18165550117
            Rosa Delgado|2 N Central Ave|Phoenix|AZ|85004|US|+16025550118
            Sam Whitaker|451 S State St|Salt Lake City|UT|84111|US|+18015550119
            Tara Singh|1400 John F Kennedy Blvd|Philadelphia|PA|19107|US|+12155550120
            Uma Patel|101 W Hargett St|Raleigh|NC|27601|US|+19195550121
            Victor Stone|495 Main St|Las Vegas|NV|89101|US|+17025550122
            Wendy Cho|200 N Spring St|Los Angeles|CA|90012|US|+12135550123
            Xavier Bloom|2200 2nd St|Fort Myers|FL|33901|US|+12395550124
            Yara Haddad|1 Public Sq|Nashville|TN|37201|US|+16155550125
            Zoe Carter|150 N Capitol Blvd|Boise|ID|83702|US|+12085550126
            Alain Tremblay|275 Rue Notre-Dame E|Montréal|QC|H2Y 1C6|CA|+15145550127
            Bridget Olsen|453 W 12th Ave|Vancouver|BC|V5Y 1V4|CA|+16045550128
            Colin Fraser|100 Queen St W|Toronto|ON|M5H 2N2|CA|+14165550129
            Deepa Rao|800 Macleod Trail SE|Calgary|AB|T2G 2M3|CA|+14035550130
            Elena Vargas|Avenida Paseo de la Reforma 222|Ciudad de México|CMX|06600|MX|+525555550131
            Fernanda Lima|Avenida Paulista 1578|São Paulo|SP|01310-200|BR|+551155550132
            Gabriel Rojas|Avenida Libertador Bernardo O'Higgins 1058|Santiago|RM|8330014|CL|+56225550133
            Hilda Restrepo|Carrera 7 71-21|Bogotá|DC|110231|CO|+5715550134
            Ignacio Paz|Avenida Corrientes 1234|Buenos Aires|C|C1043AAZ|AR|+541155550135
            Julia Quispe|Avenida Larco 1301|Lima|LIM|15074|PE|+5115550136
            Kevin Solano|Avenida Central 12|San José|SJ|10101|CR|+50625550137
            """;

    private DemoBuyer() {}

    public static List<Address> all() {
        return ALL_OF_THEM.lines().map(DemoBuyer::address).toList();
    }

    private static Address address(String row) {
        var part = Arrays.asList(row.split("\\|"));
        var mailbox = part.getFirst().split(" ")[0].toLowerCase(java.util.Locale.ROOT);
        return new Address(
                part.get(0),
                null,
                part.get(1),
                null,
                part.get(2),
                part.get(3),
                part.get(4),
                part.get(5),
                part.get(6),
                mailbox + "@shopper.example");
    }
}
