package dev.turnout.testing;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.turnout.embedded.EmbeddedKafka;
import dev.turnout.embedded.EmbeddedKafkaOptions;
import dev.turnout.embedded.EmbeddedRegistry;
import dev.turnout.schemas.OAuthLogin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;

/**
 * A broker as companies run it: TLS, logins with SCRAM-SHA-512 and with tokens of an identity
 * provider, and nobody may do anything without a right; with a registry behind TLS and a password.
 * All secrets contain {@link #MARK}, so that one can look where they have gone.
 */
public final class SecuredKafka implements AutoCloseable {
  /** In every password and client secret. */
  public static final String MARK = "s3cret-mark";

  /** The super user, with whom the test prepares and looks. */
  public static final String ROOT = "root";

  private static final int ROUNDS = 4096;
  private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";
  private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
  private static final String OAUTH =
      "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule";
  private static final String LISTENER = "listener.name.plaintext.";
  private static final Pattern ACL =
      Pattern.compile(
          "kafka-acls.sh --bootstrap-server \"\\$BOOTSTRAP\" --add --allow-principal '([^']+)' --operation (\\w+) --(topic|group|transactional-id) '([^']+)'( --resource-pattern-type prefixed)?");

  private final Path folder;
  private final Certificate certificate;
  private final Issuer issuer = new Issuer();
  private final ECKey key = Issuer.ec("kafka-1");
  private final EmbeddedRegistry registry = EmbeddedRegistry.start();
  private final TlsFront front;
  private final EmbeddedKafka kafka;

  /** Starts all of it; certificates and secrets lie in the folder. */
  public SecuredKafka(Path folder) {
    this.folder = folder;
    this.certificate = Certificate.make(folder, "authority");
    this.front = new TlsFront(certificate, registry.url(), "turnout:registry-" + MARK);
    secretFile("registry", "turnout:registry-" + MARK);
    secretFile(ROOT, password(ROOT));
    issuer.publish(key);
    // The broker's own address of the keys must be allowed as that of the tokens is.
    var unused =
        OAuthLogin.missing(
            Map.of(
                "sasl.mechanism",
                "OAUTHBEARER",
                "sasl.oauthbearer.token.endpoint.url",
                issuer.url() + "/keys"));
    EmbeddedKafkaOptions options = EmbeddedKafkaOptions.temporary();
    for (Map.Entry<String, String> one : broker().entrySet()) {
      options = options.with(one.getKey(), one.getValue());
    }
    this.kafka = EmbeddedKafka.start(options);
  }

  public Path folder() {
    return folder;
  }

  public Certificate certificate() {
    return certificate;
  }

  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  public String registryUrl() {
    return front.url();
  }

  public Issuer issuer() {
    return issuer;
  }

  /** A token of the provider that says something else than it would say. */
  public String token(JWTClaimsSet claims) {
    return Issuer.sign(key, claims);
  }

  /** Settings of a new user with a password. */
  public Map<String, String> scramUser(String name) {
    secretFile(name, password(name));
    administer(
        admin ->
            admin
                .alterUserScramCredentials(
                    List.of(
                        new UserScramCredentialUpsertion(
                            name,
                            new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ROUNDS),
                            password(name))))
                .all()
                .get());
    until(admin -> admin.describeUserScramCredentials().all().get().containsKey(name));
    Map<String, String> settings = common();
    settings.put("sasl.mechanism", "SCRAM-SHA-512");
    settings.put("sasl.jaas.config", jaas(SCRAM, name, "${file:" + folder.resolve(name) + "}"));
    return settings;
  }

  /** Settings of a new program that the identity provider gives tokens to. */
  public Map<String, String> tokenUser(String name) {
    secretFile(name, password(name));
    issuer.serve(key, Map.of(name, password(name)));
    Map<String, String> settings = common();
    settings.put("sasl.mechanism", "OAUTHBEARER");
    settings.put("sasl.oauthbearer.token.endpoint.url", issuer.tokenUrl());
    settings.put("sasl.oauthbearer.client.credentials.client.id", name);
    settings.put(
        "sasl.oauthbearer.client.credentials.client.secret",
        "${file:" + folder.resolve(name) + "}");
    return settings;
  }

  /** Does what commands of {@code kafka-acls.sh} do; each line must be one. */
  public void runAcls(String commands) {
    List<AclBinding> bindings = new ArrayList<>();
    for (String line : commands.strip().split("\n")) {
      bindings.add(binding(line));
    }
    administer(admin -> admin.createAcls(bindings).all().get());
    until(admin -> admin.describeAcls(AclBindingFilter.ANY).values().get().containsAll(bindings));
  }

  /** Takes rights away. */
  public void removeAcl(AclBinding right) {
    administer(admin -> admin.deleteAcls(List.of(right.toFilter())).all().get());
    until(admin -> !admin.describeAcls(AclBindingFilter.ANY).values().get().contains(right));
  }

  /** What a line of {@code kafka-acls.sh} gives. */
  public static AclBinding binding(String line) {
    Matcher matcher = ACL.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("Expected a command of kafka-acls.sh, but got " + line);
    }
    ResourceType type =
        ResourceType.fromString(matcher.group(3).replace('-', '_').toUpperCase(Locale.ROOT));
    PatternType pattern = matcher.group(5) == null ? PatternType.LITERAL : PatternType.PREFIXED;
    return new AclBinding(
        new ResourcePattern(type, matcher.group(4), pattern),
        new AccessControlEntry(
            matcher.group(1),
            "*",
            AclOperation.fromString(matcher.group(2)),
            AclPermissionType.ALLOW));
  }

  /** Writes settings as a file of client properties. */
  public Path file(String name, Map<String, String> settings) {
    return write(
        name + ".properties",
        settings.entrySet().stream()
            .map(one -> one.getKey() + "=" + one.getValue())
            .collect(Collectors.joining("\n", "", "\n")));
  }

  /** The settings as the section {@code kafka} of a file in YAML has them. */
  public static String yaml(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(one -> "  %s: '%s'\n".formatted(one.getKey(), one.getValue()))
        .collect(Collectors.joining("", "kafka:\n", ""));
  }

  /** Writes a file of the folder. */
  public Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the controller has decided the broker knows a moment later. */
  private void until(Act<Boolean> isKnown) {
    administer(
        admin -> {
          Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> isKnown.with(admin));
          return true;
        });
  }

  /** What the super user does. */
  public <T> T administer(Act<T> act) {
    try (Admin admin = Admin.create(new HashMap<>(root()))) {
      return act.with(admin);
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Something done with an admin client. */
  @FunctionalInterface
  public interface Act<T> {
    T with(Admin admin) throws ExecutionException, InterruptedException;
  }

  /** Settings of the super user, with the secrets in them. */
  public Map<String, String> root() {
    Map<String, String> settings = common();
    settings.put("basic.auth.user.info", "turnout:registry-" + MARK);
    settings.put("ssl.truststore.type", "PKCS12");
    settings.remove("ssl.truststore.certificates");
    settings.put("ssl.truststore.location", certificate.storeFile().toString());
    settings.put("ssl.truststore.password", Certificate.PASSWORD);
    settings.put("sasl.mechanism", "PLAIN");
    settings.put("sasl.jaas.config", jaas(PLAIN, ROOT, password(ROOT)));
    return settings;
  }

  private Map<String, String> common() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("schema.registry.url", registryUrl());
    settings.put("basic.auth.user.info", "${file:" + folder.resolve("registry") + "}");
    settings.put("security.protocol", "SASL_SSL");
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.certificates", "${file:" + certificate.file() + "}");
    return settings;
  }

  private Map<String, String> broker() {
    Map<String, String> broker = new LinkedHashMap<>();
    broker.put("listener.security.protocol.map", "PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT");
    broker.put("inter.broker.listener.name", "PLAINTEXT");
    broker.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    broker.put(LISTENER + "sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512,OAUTHBEARER");
    broker.put(
        LISTENER + "plain.sasl.jaas.config",
        "%s required username=\"broker\" password=\"%s\" user_broker=\"%s\" user_%s=\"%s\";"
            .formatted(PLAIN, password("broker"), password("broker"), ROOT, password(ROOT)));
    broker.put(LISTENER + "scram-sha-512.sasl.jaas.config", SCRAM + " required;");
    broker.put(LISTENER + "oauthbearer.sasl.jaas.config", OAUTH + " required;");
    broker.put(
        LISTENER + "oauthbearer.sasl.server.callback.handler.class",
        "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler");
    broker.put("sasl.oauthbearer.jwks.endpoint.url", issuer.url() + "/keys");
    broker.put("sasl.oauthbearer.expected.issuer", issuer.url());
    broker.put("sasl.oauthbearer.expected.audience", "kafka");
    broker.put("ssl.keystore.type", "PKCS12");
    broker.put("ssl.keystore.location", certificate.storeFile().toString());
    broker.put("ssl.keystore.password", Certificate.PASSWORD);
    broker.put("ssl.truststore.type", "PKCS12");
    broker.put("ssl.truststore.location", certificate.storeFile().toString());
    broker.put("ssl.truststore.password", Certificate.PASSWORD);
    broker.put("authorizer.class.name", WatchfulAuthorizer.class.getName());
    broker.put("allow.everyone.if.no.acl.found", "false");
    // Anonymous is who speaks to the controller's own listener: this broker.
    broker.put("super.users", "User:broker;User:%s;User:ANONYMOUS".formatted(ROOT));
    return broker;
  }

  private static String jaas(String module, String user, String password) {
    return "%s required username=\"%s\" password=\"%s\";".formatted(module, user, password);
  }

  private static String password(String user) {
    return user + "-" + MARK;
  }

  private void secretFile(String name, String secret) {
    write(name, secret + "\n");
  }

  @Override
  public void close() {
    kafka.close();
    front.close();
    registry.close();
    issuer.close();
  }
}
