package dev.rollcall.local.stack;

import dev.rollcall.platform.test.server.ServerFailure;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** Keys that this stack alone knows, made when first asked for and kept with its data. */
final class Secrets {

  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path file;
  private final Properties known = new Properties();

  private Secrets(Path file) {
    this.file = file;
  }

  static Secrets of(Path file) {
    Secrets secrets = new Secrets(file);
    try {
      if (Files.exists(file)) {
        secrets.load();
      } else {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      return secrets;
    } catch (IOException e) {
      throw new ServerFailure("Can't read " + file + ": " + e.getMessage(), e);
    }
  }

  /** 256 random bits in Base64, the same whenever this data folder is used. */
  synchronized String get(String name) {
    String secret = known.getProperty(name);
    return secret == null ? make(name) : secret;
  }

  private String make(String name) {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    String secret = Base64.getEncoder().encodeToString(bytes);
    known.setProperty(name, secret);
    try (Writer writer = Files.newBufferedWriter(file)) {
      known.store(writer, null);
      return secret;
    } catch (IOException e) {
      throw new ServerFailure("Can't write " + file + ": " + e.getMessage(), e);
    }
  }

  private void load() throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      known.load(reader);
    }
  }
}
