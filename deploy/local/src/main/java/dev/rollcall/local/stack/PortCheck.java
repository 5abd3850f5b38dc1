package dev.rollcall.local.stack;

import dev.rollcall.platform.test.server.Ports;
import dev.rollcall.platform.test.server.ServerFailure;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says before anything starts which ports are taken, and by whom where the system tells. */
final class PortCheck {

  private PortCheck() {}

  /**
   * Checks every port of the plan.
   *
   * @throws ServerFailure naming each port that is taken and what to do
   */
  static void allFree(PortPlan plan) {
    List<Map.Entry<String, Integer>> taken =
        plan.all().entrySet().stream().filter(part -> Ports.taken(part.getValue())).toList();
    if (!taken.isEmpty()) {
      String lines = taken.stream().map(PortCheck::line).collect(Collectors.joining("\n"));
      throw new ServerFailure(
          "These ports are taken:\n%s\nStop what uses them, or move every port: --port-offset %d"
              .formatted(lines, freeOffset(plan)));
    }
  }

  private static String line(Map.Entry<String, Integer> part) {
    String owner = PortOwner.of(part.getValue()).map(who -> ", used by " + who).orElse("");
    return "  %d (%s)%s".formatted(part.getValue(), part.getKey(), owner);
  }

  /** An offset at which nothing listens; the next hundred when none of the first few is. */
  private static int freeOffset(PortPlan plan) {
    for (int offset = plan.offset() + 100; offset < plan.offset() + 1_000; offset += 100) {
      PortPlan moved = new PortPlan(offset, plan.replicas());
      if (moved.all().values().stream().noneMatch(Ports::taken)) {
        return offset;
      }
    }
    return plan.offset() + 100;
  }
}
