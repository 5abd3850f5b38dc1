package dev.rollcall.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.platform.test.server.ServerFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  @TempDir Path parent;

  @Test
  @DisplayName("Data stays from one start to the next; --fresh drops it")
  void keepsAndDrops() throws Exception {
    Path folder = parent.resolve("data");
    try (DataFolder first = DataFolder.open(folder, false)) {
      assertThat(first.used()).isFalse();
      Files.createDirectories(first.of("postgres"));
    }
    try (DataFolder second = DataFolder.open(folder, false)) {
      assertThat(second.used()).isTrue();
      assertThat(second.of("postgres")).exists();
    }
    try (DataFolder third = DataFolder.open(folder, true)) {
      assertThat(third.used()).isFalse();
      assertThat(third.of("postgres")).doesNotExist();
    }
  }

  @Test
  @DisplayName("Two stacks never share a data folder")
  void oneStackAtATime() {
    Path folder = parent.resolve("data");
    try (DataFolder open = DataFolder.open(folder, false)) {
      assertThatThrownBy(() -> DataFolder.open(folder, true))
          .isInstanceOf(ServerFailure.class)
          .hasMessageContaining("Another stack");
      assertThat(open.logs()).exists();
    }
  }

  @Test
  @DisplayName("A folder with other things in it is never taken, and never emptied")
  void otherThings() throws Exception {
    Path precious = Files.writeString(parent.resolve("precious.txt"), "x");

    assertThatThrownBy(() -> DataFolder.open(parent, true)).isInstanceOf(ServerFailure.class);
    assertThat(precious).exists();
  }

  @Test
  @DisplayName(
      "Secrets are made once for a data folder, 256 bits each, readable by their owner only")
  void secrets() throws Exception {
    Path folder = parent.resolve("data");
    String made;
    try (DataFolder first = DataFolder.open(folder, false)) {
      made = first.secrets().get("invitation.seal");
    }
    try (DataFolder second = DataFolder.open(folder, false)) {
      assertThat(second.secrets().get("invitation.seal")).isEqualTo(made);
      assertThat(second.secrets().get("identity.web")).isNotEqualTo(made);
    }

    assertThat(Base64.getDecoder().decode(made)).hasSize(32);
    assertThat(Files.getPosixFilePermissions(folder.resolve("secrets.properties")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  }
}
