package wharf.yours;

/** Small tables of other people, as they are exported. */
final class Tables {
    /** Three orders: one of two lines, one called off, one already shipped; the zip of the third has lost its zero. */
    static final String SHOPIFY = """
            Name,Email,Financial Status,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Shipping Name,Shipping Street,Shipping Address1,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Notes,Cancelled at
            #1001,ann@example.com,paid,unfulfilled,USD,50.00,5.00,0.00,55.00,0.00,2026-10-05 10:15:00 -0400,2,Blue mug,12.50,MUG-B,Ann Lee,1 Palm Ave,1 Palm Ave,Miami,'33101,FL,US,"Ring, then
            knock",
            #1001,ann@example.com,,,,,,,,,2026-10-05 10:15:00 -0400,1,Tea towel,25.00,TOWEL,,,,,,,,,
            #1002,bob@example.com,voided,,USD,25.00,5.00,0.00,30.00,0.00,2026-10-06 11:00:00 -0400,1,Tea towel,25.00,TOWEL,Bob Ray,2 Oak St,2 Oak St,Phoenix,'85001,AZ,US,,2026-10-06 12:00:00 -0400
            #1003,cyd@example.com,paid,fulfilled,USD,12.50,5.00,0.00,17.50,0.00,2026-10-07 18:30:00 -0400,1,Blue mug,12.50,MUG-B,Cyd Poe,3 Elm St,3 Elm St,Boston,2108,MA,US,,
            """;

    /** Decimal commas, semicolons, days before months, words of another language; the last row has a bad amount and a bad date. */
    static final String GERMAN = """
            Bestellnummer;Bestelldatum;Artikelnummer;Menge;Preis;Empfänger;Straße;PLZ;Ort;Land
            A-1;31.10.2026 09:30;TASSE;1;12,50;Änne Groß;Weg 1;1067;Dresden;Deutschland
            A-2;01.11.2026 23:10;TASSE;2;1.012,50;Jürgen Öz;Weg 2;80331;München;DE
            A-3;31.02.2026;TASSE;1;zwölf;Uwe X;Weg 3;10115;Berlin;DE
            """;

    /** In two files that are joined by customer and item. */
    static final String HEADS = """
            order_id,customer_id,order_date,status
            7,c1,2026-10-01T08:00:00Z,open
            8,c2,2026-10-02T08:00:00Z,open
            9,c9,2026-10-03T08:00:00Z,open
            """;

    static final String LINES = """
            order_id,product_id,quantity,unit_price
            7,p1,1,10.00
            7,p2,3,4.00
            8,p1,1,10.00
            8,p3,x,1.00
            """;

    static final String CUSTOMERS = """
            customer_id,name,city,state,zip,country
            c1,Dee Dot,Tampa,FL,33602,US
            c2,Eve Fox,Tempe,AZ,85281,US
            """;

    static final String PRODUCTS = """
            sku,category,weight_g,length_cm,width_cm,height_cm
            p1,books,400,23,16,3
            p2,shoes,0,33,20,12
            p3,,100,10,10,10
            """;

    private Tables() {}
}
