package dev.rollcall.platform.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildrenTest {

  private final List<Process> started = new ArrayList<>();

  @TempDir Path folder;

  @AfterEach
  void endAll() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  @DisplayName("a child whose owner was killed is ended at the next start")
  void orphanIsEnded() throws IOException, InterruptedException {
    Process owner = sleeper();
    Process child = sleeper();
    Path entry = Children.record(folder, "kafka", "TERM", child.toHandle(), owner.toHandle());
    owner.destroyForcibly().waitFor();

    List<String> ended = Children.endOrphans(folder);

    assertThat(ended).containsExactly("kafka");
    assertThat(child.isAlive()).isFalse();
    assertThat(entry).doesNotExist();
  }

  @Test
  @DisplayName("a child whose owner lives is left alone")
  void ownedChildStays() throws IOException {
    Process child = sleeper();
    Path entry =
        Children.record(folder, "kafka", "TERM", child.toHandle(), ProcessHandle.current());

    List<String> ended = Children.endOrphans(folder);

    assertThat(ended).isEmpty();
    assertThat(child.isAlive()).isTrue();
    assertThat(entry).exists();
  }

  @Test
  @DisplayName("a process that only has the same id as a dead child is left alone")
  void reusedIdIsLeftAlone() throws IOException, InterruptedException {
    Process owner = sleeper();
    Process other = sleeper();
    Path entry = Children.record(folder, "kafka", "TERM", other.toHandle(), owner.toHandle());
    Files.writeString(
        entry, Files.readString(entry).replaceAll("(?m)^started=.*$", "started=1000"));
    owner.destroyForcibly().waitFor();

    List<String> ended = Children.endOrphans(folder);

    assertThat(ended).isEmpty();
    assertThat(other.isAlive()).isTrue();
    assertThat(entry).doesNotExist();
  }

  @Test
  @DisplayName("a child that ends while it starts is reported with the end of its log")
  void failureShowsTheLog() {
    Child.Command command =
        Child.Command.of(
            "broken",
            List.of("sh", "-c", "echo no space left; exit 3"),
            folder,
            folder.resolve("broken.log"));
    try (Child child = Child.start(command)) {
      assertThatThrownBy(() -> child.await(Duration.ofSeconds(60), () -> false))
          .isInstanceOf(ServerFailure.class)
          .hasMessageContaining("status 3")
          .hasMessageContaining("no space left");
    }
  }

  @Test
  @DisplayName("a child gets no input and has its process id although it leads a session")
  void childStandsAlone() {
    Path log = folder.resolve("child.log");
    Child.Command command =
        Child.Command.of("child", List.of("sh", "-c", "cat; echo pid $$"), folder, log);
    try (Child child = Child.start(command)) {
      Poll.until(Duration.ofSeconds(60), () -> !child.alive());
      assertThat(log).hasContent("pid " + child.pid());
    }
  }

  private Process sleeper() throws IOException {
    Process process = new ProcessBuilder("sleep", "300").start();
    started.add(process);
    return process;
  }
}
