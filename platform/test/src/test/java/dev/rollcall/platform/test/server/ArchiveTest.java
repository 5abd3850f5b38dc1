package dev.rollcall.platform.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {

  private static final int EXECUTABLE = 0755;
  private static final int PLAIN = 0644;

  @TempDir Path cache;

  @Test
  @DisplayName("a broken unpacking is never used and is removed by the next attempt")
  void brokenUnpackingIsRemoved() {
    Path folder = cache.resolve("postgres/18");
    assertThatThrownBy(() -> Archive.once(folder, ArchiveTest::fillHalf))
        .isInstanceOf(IllegalStateException.class);
    assertThat(folder).doesNotExist();

    Archive.once(folder, into -> write(into.resolve("whole"), "yes"));

    assertThat(folder.resolve("whole")).hasContent("yes");
    assertThat(folder.resolve("half")).doesNotExist();
  }

  @Test
  @DisplayName("a whole folder is made once")
  void madeOnce() {
    Path folder = cache.resolve("keycloak/26");
    Archive.once(folder, into -> write(into.resolve("run"), "first"));

    Archive.once(folder, into -> write(into.resolve("run"), "second"));

    assertThat(folder.resolve("run")).hasContent("first");
  }

  @Test
  @DisplayName("unpacking keeps what is executable, and can leave out the top folder")
  void unpacks() throws IOException {
    Archive.unpackWithoutTop(tar("kc/bin/kc.sh", EXECUTABLE), cache);
    Archive.unpack(tar("conf/a.conf", PLAIN), cache);

    assertThat(cache.resolve("bin/kc.sh")).isExecutable().hasContent("content");
    assertThat(Files.isExecutable(cache.resolve("conf/a.conf"))).isFalse();
  }

  @Test
  @DisplayName("an archive can't write outside its folder")
  void staysInside() throws IOException {
    InputStream hostile = tar("../outside", PLAIN);
    assertThatThrownBy(() -> Archive.unpack(hostile, cache.resolve("inside")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("leaves its folder");
    assertThat(cache.resolve("outside")).doesNotExist();
  }

  private static void fillHalf(Path into) {
    write(into.resolve("half"), "no");
    throw new IllegalStateException("disk full");
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream tar(String name, int mode) throws IOException {
    byte[] content = "content".getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(content.length);
      entry.setMode(mode);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}
