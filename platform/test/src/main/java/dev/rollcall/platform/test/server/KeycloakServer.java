package dev.rollcall.platform.test.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keycloak as a child JVM, built once into the user's cache ({@link KeycloakBuild}), its data in
 * PostgreSQL. Its path is {@code /auth}; its administrator is {@code admin} / {@code admin}.
 */
public final class KeycloakServer extends ChildServer {

  /** Name and password of the administrator of the realm {@code master}. */
  public static final String ADMIN = "admin";

  private static final Duration TO_START = Duration.ofMinutes(4);

  private final Settings settings;

  /**
   * What a Keycloak needs to run.
   *
   * @param data its working folder; anew at every start, the data proper is in PostgreSQL
   * @param logs the folder of its log file, {@code keycloak.log}
   * @param port HTTP, on loopback
   * @param managementPort health, on loopback
   * @param publicUrl what people and tokens call it, with {@code /auth}: the issuer is this and
   *     {@code /realms/<realm>}
   * @param databaseUrl JDBC URL of its database
   * @param databaseUser of that database
   * @param databasePassword of that user
   * @param providers jars of extensions
   * @param realms JSON files of realms, imported where the realm isn't there yet
   * @param environment values for the {@code ${…}} of the realm files
   */
  public record Settings(
      Path data,
      Path logs,
      int port,
      int managementPort,
      String publicUrl,
      String databaseUrl,
      String databaseUser,
      String databasePassword,
      List<Path> providers,
      List<Path> realms,
      Map<String, String> environment) {

    public Settings {
      data = data.toAbsolutePath();
      logs = logs.toAbsolutePath();
      providers = List.copyOf(providers);
      realms = List.copyOf(realms);
      environment = Map.copyOf(environment);
    }
  }

  public KeycloakServer(Settings settings) {
    super("keycloak", TO_START);
    this.settings = settings;
  }

  /**
   * The suite's own Keycloak: the demo realm and the sign-in extension of {@code deploy/keycloak},
   * on the database {@code keycloak} of that server, which is made where it isn't there.
   *
   * @param environment values for the {@code ${…}} of the realm file
   */
  public static KeycloakServer ofSuite(
      PostgresServer postgres,
      Path data,
      Path logs,
      int port,
      int managementPort,
      String publicUrl,
      Map<String, String> environment) {
    postgres.databases().provisionPlain("keycloak");
    return new KeycloakServer(
        new Settings(
            data,
            logs,
            port,
            managementPort,
            publicUrl,
            postgres.jdbcUrl("keycloak"),
            "keycloak",
            Databases.password("keycloak"),
            List.of(suiteExtension()),
            List.of(suiteRealm()),
            environment));
  }

  /** The realm with the demo persons, as the build of {@code deploy/keycloak} makes it. */
  public static Path suiteRealm() {
    return built("target/demo/rollcall-realm.json");
  }

  /** The jar of the sign-in extension. */
  public static Path suiteExtension() {
    return built("target/rollcall-keycloak-0.1.0-SNAPSHOT.jar");
  }

  private static Path built(String file) {
    Path path = Places.root().resolve("deploy/keycloak").resolve(file);
    if (!Files.isRegularFile(path)) {
      throw new ServerFailure(path + " isn't there: build deploy/keycloak first (mvn install).");
    }
    return path;
  }

  /** The URL on loopback, with {@code /auth}. */
  public String url() {
    return "http://" + Ports.HOST + ":" + settings.port() + "/auth";
  }

  @Override
  protected Child.Command command() {
    Ports.mustBeFree(settings.port(), name());
    Ports.mustBeFree(settings.managementPort(), name() + "'s health");
    Path built = KeycloakBuild.with(settings.providers(), settings.logs());
    Path home = workingHome(built);
    return Child.Command.of(
            name(),
            KeycloakBuild.server(built, home, startArguments()),
            home,
            settings.logs().resolve("keycloak.log"))
        .with(environment());
  }

  /** The "Listening" line comes too early; only the health check tells. */
  @Override
  public boolean ready() {
    return Ports.taken(settings.managementPort())
        && Http.get("http://" + Ports.HOST + ":" + settings.managementPort() + "/auth/health/ready")
            .isPresent();
  }

  private List<String> startArguments() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "start",
                "--optimized",
                "--http-enabled=true",
                "--http-host=" + Ports.HOST,
                "--http-port=" + settings.port(),
                "--http-management-port=" + settings.managementPort(),
                "--hostname=" + settings.publicUrl(),
                "--hostname-backchannel-dynamic=true",
                "--proxy-headers=xforwarded",
                "--cache=local",
                "--db-url=" + settings.databaseUrl(),
                "--db-username=" + settings.databaseUser(),
                "--db-pool-initial-size=2",
                "--db-pool-min-size=2",
                "--db-pool-max-size=24",
                "--log-level=info"));
    if (!settings.realms().isEmpty()) {
      arguments.add("--import-realm");
    }
    return arguments;
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(settings.environment());
    environment.put("KC_DB_PASSWORD", settings.databasePassword());
    environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
    environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN);
    return environment;
  }

  /**
   * A home folder of this run's own, whose parts are links to the built ones: realms to import and
   * temporary files are not shared with another Keycloak of the same build.
   */
  private Path workingHome(Path built) {
    Path home = settings.data();
    try {
      Places.delete(home);
      Files.createDirectories(home.resolve("data/import"));
      for (String part : List.of("bin", "conf", "lib", "providers", "themes", "version.txt")) {
        Files.createSymbolicLink(home.resolve(part), built.resolve(part));
      }
      for (Path realm : settings.realms()) {
        Files.copy(
            realm,
            home.resolve("data/import").resolve(realm.getFileName()),
            StandardCopyOption.REPLACE_EXISTING);
      }
      return home;
    } catch (IOException e) {
      throw new ServerFailure("Can't make " + home + ": " + e.getMessage(), e);
    }
  }
}
