package wharf.devices;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * A certificate authority of this Wharf alone, by Bouncy Castle (RFC 5280): P-256 keys, a root of ten years, server certificates short enough
 * for every browser. Certificates and keys are PEM.
 */
final class LocalAuthority {
    /** What browsers accept at most of a server is 398 days; renewed long before. */
    static final Duration SERVER_LIFE = Duration.ofDays(90);

    static final Duration ROOT_LIFE = Duration.ofDays(3652);
    /** Clocks of handhelds run behind. */
    private static final Duration EARLIER = Duration.ofDays(1);

    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter READ_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final int SERIAL_BITS = 120;
    private static final int READ_DIGITS = 14;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final X509CertificateHolder certificate;
    private final PrivateKey key;

    private LocalAuthority(X509CertificateHolder certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    /** Key and certificate, as PEM. */
    record Pair(String certificate, String key) {
        @Override
        public String toString() {
            return "Pair[…]";
        }
    }

    /** Makes a new authority. @param name what people see among the certificates they trust */
    static Pair root(String name, Instant now) {
        try {
            var keys = keys();
            var subject = name(name);
            var builder = builder(subject, subject, keys, now, ROOT_LIFE);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
            return new Pair(pem(sign(builder, keys.getPrivate())), pem(keys.getPrivate()));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("every Java platform makes P-256 certificates", e);
        }
    }

    static LocalAuthority of(Pair root) throws IOException {
        return new LocalAuthority(certificate(root.certificate()), privateKey(root.key()));
    }

    /** A certificate for a server reached by these names and addresses; the root stands behind it in the chain. */
    Pair server(List<String> names, Instant now) {
        try {
            var keys = keys();
            var builder = builder(certificate.getSubject(), name(names.getFirst()), keys, now, SERVER_LIFE);
            var extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(Extension.subjectAlternativeName, false, alternatives(names));
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(certificate));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(keys.getPublic()));
            return new Pair(pem(sign(builder, key)) + pem(certificate), pem(keys.getPrivate()));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("no certificate for " + names, e);
        }
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, KeyPair keys, Instant now, Duration life) {
        return new X509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS - 1),
                time(now.minus(EARLIER)),
                time(now.plus(life)),
                subject,
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
    }

    private static X509CertificateHolder sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws OperatorCreationException {
        return builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key));
    }

    private static KeyPair keys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        return generator.generateKeyPair();
    }

    private static X500Name name(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, "Wharf")
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private static Time time(Instant at) {
        return new Time(new DERUTCTime(UTC_TIME.format(at)));
    }

    private static GeneralNames alternatives(List<String> names) {
        return new GeneralNames(names.stream().map(LocalAuthority::alternative).toArray(GeneralName[]::new));
    }

    private static GeneralName alternative(String name) {
        return new GeneralName(IPAddress.isValid(name) ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }

    /** A name as {@link #names} gives it back: an address has one spelling there. */
    static String spelled(String name) {
        return shown(alternative(name));
    }

    /** When a certificate begins to count. */
    static Instant begin(String pem) throws IOException {
        return instant(certificate(pem).toASN1Structure().getStartDate());
    }

    /** When a certificate ends. */
    static Instant end(String pem) throws IOException {
        return instant(certificate(pem).toASN1Structure().getEndDate());
    }

    private static Instant instant(Time time) {
        return Instant.from(READ_TIME.parse(time.getTime().substring(0, READ_DIGITS)));
    }

    /** For whom a certificate is: names as they were given, and addresses. */
    static List<String> names(String pem) throws IOException {
        var extension = certificate(pem).getExtension(Extension.subjectAlternativeName);
        if (extension == null) return List.of();
        return java.util.Arrays.stream(
                        GeneralNames.getInstance(extension.getParsedValue()).getNames())
                .map(LocalAuthority::shown)
                .toList();
    }

    private static String shown(GeneralName name) {
        if (name.getTagNo() != GeneralName.iPAddress) return name.getName().toString();
        try {
            var octets = org.bouncycastle.asn1.ASN1OctetString.getInstance(name.getName())
                    .getOctets();
            return java.net.InetAddress.getByAddress(octets).getHostAddress();
        } catch (java.net.UnknownHostException garbled) {
            return "";
        }
    }

    /** The first certificate in a PEM text. */
    static X509CertificateHolder certificate(String pem) throws IOException {
        try (var parser = new PEMParser(new StringReader(pem))) {
            if (parser.readObject() instanceof X509CertificateHolder found) return found;
        }
        throw new IOException("there is no certificate in PEM");
    }

    private static PrivateKey privateKey(String pem) throws IOException {
        try (var reader = new PemReader(new StringReader(pem))) {
            var found = reader.readPemObject();
            if (found == null) throw new IOException("there is no key in PEM");
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(found.getContent()));
        } catch (GeneralSecurityException e) {
            throw new IOException("the key cannot be read", e);
        }
    }

    private static String pem(X509CertificateHolder holder) throws IOException {
        return pem("CERTIFICATE", holder.getEncoded());
    }

    private static String pem(PrivateKey key) throws IOException {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    private static String pem(String type, byte[] content) throws IOException {
        var text = new StringWriter();
        try (var writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, content));
        }
        return text.toString();
    }
}
