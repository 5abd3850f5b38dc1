package dev.rollcall.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private final List<String> said = new ArrayList<>();

  @Test
  @DisplayName("each figure stands beside its goal, and whether it reaches it")
  void goals() {
    Report report = new Report(said::add, Map.of(), null);

    report.add("invite", "mails", 120, "/s", Goal.atLeast(100));
    report.add("invite", "CPU", 20, "ms", Goal.atMost(15));
    report.add("invite", "p50", 3.25, "ms");

    assertThat(report.table())
        .containsPattern("mails +120 /s +≥ 100 +yes")
        .containsPattern("CPU +20.0 ms +≤ 15.0 +no")
        .containsPattern("p50 +3.25 ms\n");
    assertThat(said).hasSize(3);
  }

  @Test
  @DisplayName("--compare shows what an earlier run's JSON has under the same name")
  void compare(@TempDir Path folder) {
    Report before = new Report(said::add, Map.of("commit", "abc"), null);
    before.add("invite", "mails", 10, "/s");
    before.detail("statements", List.of("select 1"));
    before.write(folder);

    Report after = new Report(said::add, Map.of(), folder.resolve("bench.json"));
    after.add("invite", "mails", 120, "/s");
    after.add("cost", "mails", 1, "/s");

    assertThat(after.table()).containsPattern("mails +120 /s +was 10.0\n");
    assertThat(after.table()).containsPattern("mails +1.00 /s\n");
  }
}
