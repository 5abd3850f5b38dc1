package dev.rollcall.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.platform.test.server.Ports;
import dev.rollcall.platform.test.server.ServerFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortPlanTest {

  @Test
  @DisplayName("Without an offset the ports are those of API.md")
  void standardPorts() {
    PortPlan ports = new PortPlan(0);

    assertThat(ports.all())
        .containsEntry("gateway", 8080)
        .containsEntry("identity", 8081)
        .containsEntry("invitation", 8082)
        .containsEntry("numbering", 8083)
        .containsEntry("billing", 8084)
        .containsEntry("keycloak", 8180)
        .containsEntry("postgres", 15432)
        .containsEntry("kafka", 19092)
        .containsEntry("connect", 18083)
        .containsEntry("mail (SMTP)", 2525)
        .containsEntry("mailbox", 8025);
  }

  @Test
  @DisplayName("The offset moves every port, and no two parts share one")
  void offsetMovesAll() {
    PortPlan plain = new PortPlan(0);
    PortPlan moved = new PortPlan(1000);

    plain.all().forEach((part, port) -> assertThat(moved.all()).containsEntry(part, port + 1000));
    assertThat(new HashSet<>(plain.all().values())).hasSameSizeAs(plain.all().values());
  }

  @Test
  @DisplayName("Every replica has a port, and each service an address before them")
  void replicas() {
    PortPlan ports = new PortPlan(0, PortPlan.MOST_REPLICAS);

    assertThat(ports.all())
        .containsEntry("identity", 8081)
        .containsEntry("identity-2", 8091)
        .containsEntry("billing-4", 8114)
        .containsEntry("identity (address)", 8161);
    assertThat(ports.address("identity")).isEqualTo(8161);
    assertThat(new PortPlan(0).address("identity")).isEqualTo(8081);
    assertThat(new HashSet<>(ports.all().values())).hasSameSizeAs(ports.all().values());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, PortPlan.MOST_REPLICAS + 1})
  @DisplayName("A number of replicas that has no ports is refused")
  void tooMany(int replicas) {
    assertThatThrownBy(() -> new PortPlan(0, replicas)).hasMessageContaining("replicas");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, PortPlan.LARGEST_OFFSET + 1})
  @DisplayName("An offset that leaves the range of ports is refused")
  void outOfRange(int offset) {
    assertThatThrownBy(() -> new PortPlan(offset)).hasMessageContaining("offset");
  }

  @Test
  @DisplayName("A taken port is named with its part, its owner where known, and the way out")
  void takenPort() throws Exception {
    PortPlan plan = freePlan();
    try (ServerSocket taken = new ServerSocket(plan.kafka(), 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> PortCheck.allFree(plan))
          .isInstanceOf(ServerFailure.class)
          .hasMessageContaining(taken.getLocalPort() + " (kafka)")
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("--port-offset");
    }
  }

  private static PortPlan freePlan() {
    for (int offset = 20_000; offset < 40_000; offset += 137) {
      PortPlan plan = new PortPlan(offset);
      if (plan.all().values().stream().noneMatch(Ports::taken)) {
        return plan;
      }
    }
    throw new IllegalStateException("no free ports");
  }
}
