package dev.rollcall.platform.test.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A server's settings as a properties file, in the order of their names. */
final class SettingsFile {

  private SettingsFile() {}

  /** Writes the settings to {@code file}, whose folder is made when it isn't there. */
  static void write(Path file, Map<String, String> settings) {
    String lines =
        new TreeMap<>(settings)
            .entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue().replace("\\", "\\\\"))
                .collect(Collectors.joining("\n", "", "\n"));
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, lines);
    } catch (IOException e) {
      throw new ServerFailure("Can't write " + file + ": " + e.getMessage(), e);
    }
  }
}
