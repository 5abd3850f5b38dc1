package dev.rollcall.platform.test.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A Keycloak distribution with extensions, after {@code kc.sh build}: half a minute's work, so it
 * is kept in the user's cache, under a name made of all that went into it.
 */
final class KeycloakBuild {

  private static final Duration TO_BUILD = Duration.ofMinutes(5);
  private static final int KEPT_BUILDS = 3;
  private static final int KEY_LENGTH = 16;

  private static final List<String> OPTIONS =
      List.of(
          "--db=postgres",
          "--http-relative-path=/auth",
          "--health-enabled=true",
          "--metrics-enabled=false",
          "--features-disabled=ciba,device-flow,impersonation,kerberos");

  private KeycloakBuild() {}

  /** The home folder of a Keycloak built with those extensions. */
  static Path with(List<Path> providers, Path logs) {
    Path archive = archive();
    String key = key(archive, providers);
    Path home = Archive.once("keycloak/" + key, into -> build(archive, providers, into, logs));
    touch(home);
    deleteOldBuilds(home);
    return home;
  }

  /**
   * The command line that {@code kc.sh} would end up with; run directly, there is no shell between
   * us and Keycloak that could leave it behind.
   */
  static List<String> server(Path built, Path home, List<String> arguments) {
    return java(new ClassArchive(built.resolve("server.jsa")).flags(), built, home, arguments);
  }

  private static List<String> java(
      List<String> flags, Path built, Path home, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Places.java());
    command.addAll(flags);
    command.addAll(
        List.of(
            "-Xms64m",
            "-Xmx512m",
            "-XX:MetaspaceSize=96M",
            "-XX:MaxMetaspaceSize=256m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dfile.encoding=UTF-8",
            "-Duser.language=en",
            "-Duser.country=US",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
            "-Dkc.home.dir=" + home,
            "-Djboss.server.config.dir=" + home.resolve("conf"),
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Dpicocli.disable.closures=true",
            "-Dquarkus-log-max-startup-records=10000",
            "-cp",
            built.resolve("lib/quarkus-run.jar").toString(),
            "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
    command.addAll(arguments);
    return command;
  }

  private static void build(Path archive, List<Path> providers, Path into, Path logs) {
    try (InputStream packed = Files.newInputStream(archive)) {
      Archive.unpackWithoutTop(new GZIPInputStream(packed, 1 << 16), into);
      for (Path provider : providers) {
        Files.copy(provider, into.resolve("providers").resolve(provider.getFileName()));
      }
    } catch (IOException e) {
      throw new ServerFailure("Can't unpack " + archive + ": " + e.getMessage(), e);
    }
    List<String> arguments = new ArrayList<>();
    arguments.add("build");
    arguments.addAll(OPTIONS);
    Child.run(
        Child.Command.of(
            "keycloak build",
            java(List.of(), into, into, arguments),
            into,
            logs.resolve("keycloak-build.log")),
        TO_BUILD);
  }

  private static Path archive() {
    Path folder = Places.distribution("keycloak", "server");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".tar.gz"))
          .findFirst()
          .orElseThrow(() -> new ServerFailure("No Keycloak distribution in " + folder));
    } catch (IOException e) {
      throw new ServerFailure("Can't read " + folder, e);
    }
  }

  private static String key(Path archive, List<Path> providers) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      List<String> parts = new ArrayList<>(OPTIONS);
      parts.add(archive.getFileName().toString());
      parts.add(System.getProperty("java.runtime.version"));
      parts.forEach(part -> digest.update((part + "\n").getBytes(StandardCharsets.UTF_8)));
      for (Path provider : providers) {
        digest.update(Files.readAllBytes(provider));
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, KEY_LENGTH);
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new ServerFailure("Can't read the extensions of Keycloak: " + e.getMessage(), e);
    }
  }

  private static void touch(Path home) {
    try {
      Files.setLastModifiedTime(home, FileTime.from(Instant.now()));
    } catch (IOException e) {
      throw new ServerFailure("Can't write to " + home, e);
    }
  }

  /** A build takes 400 MB; those used last are kept. */
  private static void deleteOldBuilds(Path home) {
    try (Stream<Path> siblings = Files.list(home.resolveSibling(""))) {
      siblings
          .filter(Files::isDirectory)
          .filter(folder -> !folder.toString().endsWith(".unfinished"))
          .sorted(Comparator.comparing(KeycloakBuild::usedAt).reversed())
          .skip(KEPT_BUILDS)
          .forEach(Places::delete);
    } catch (IOException e) {
      throw new ServerFailure("Can't clean up beside " + home, e);
    }
  }

  private static FileTime usedAt(Path folder) {
    try {
      return Files.getLastModifiedTime(folder);
    } catch (IOException e) {
      return FileTime.from(Instant.EPOCH);
    }
  }
}
