package wharf.channel.olist;

/** Five small tables in the format, with everything an importer can trip over. */
final class Csv {
    static final String ORDERS = """
            order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at
            plain,c1,delivered,2018-01-20 12:15:57,2018-01-20 12:37:13
            several,c2,shipped,2017-10-03 22:46:14,
            cancelled,c1,canceled,2018-02-01 00:00:00,
            empty,c1,unavailable,2018-02-02 10:00:00,
            strange,c1,lost in space,2018-02-02 10:00:00,
            unmeasured,c1,delivered,2018-02-02 10:00:00,
            unpaid,c1,delivered,2018-02-02 10:00:00,
            mismatch,c1,delivered,2018-02-02 10:00:00,
            """;
    static final String ITEMS = """
            order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value
            plain,1,p1,s,2018-01-21 00:00:00,225.0,67.24
            several,2,p1,s,2018-01-21 00:00:00,10.0,5.5
            several,10,p2,s,2018-01-21 00:00:00,7.77,0.03
            several,1,p1,s,2018-01-21 00:00:00,10.0,5.5
            cancelled,1,p2,s,2018-01-21 00:00:00,7.77,1.0
            strange,1,p2,s,2018-01-21 00:00:00,7.77,1.0
            unmeasured,1,p3,s,2018-01-21 00:00:00,7.77,1.0
            unpaid,1,p2,s,2018-01-21 00:00:00,7.77,1.0
            mismatch,1,p2,s,2018-01-21 00:00:00,100.0,1.0
            """;
    static final String PAYMENTS = """
            order_id,payment_sequential,payment_type,payment_installments,payment_value
            plain,1,credit_card,5,292.24
            several,2,voucher,1,8.79
            several,1,boleto,1,30.0
            cancelled,1,debit_card,1,8.77
            empty,1,voucher,1,8.77
            strange,1,voucher,1,8.77
            unmeasured,1,voucher,1,8.77
            mismatch,1,voucher,1,8.77
            """;
    static final String CUSTOMERS = """
            customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state
            c1,0123456789abcdef,9121,santo andre,SP
            c2,fedcba9876543210,20231,rio de janeiro,RJ
            """;
    static final String PRODUCTS = """
            "product_id","product_category_name",product_weight_g,product_length_cm,product_height_cm,product_width_cm
            "p1",perfumaria,225,16,10,14
            "p2","moveis, decoracao",1000,30.5,18,20
            "p3",,,30,18,20
            """;

    private Csv() {}

    static OlistFiles files() {
        return new OlistFiles(ORDERS, ITEMS, PAYMENTS, CUSTOMERS, PRODUCTS);
    }
}
