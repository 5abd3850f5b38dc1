package dev.rollcall.local.stack;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which part listens where.
 *
 * @param offset added to every port; 0 to {@value #LARGEST_OFFSET}
 * @param replicas how many processes of each service have a port; 1 to {@value #MOST_REPLICAS}
 */
public record PortPlan(int offset, int replicas) {

  /** Ten ports lie between the replicas of a service; further ones would meet Keycloak's. */
  public static final int MOST_REPLICAS = 4;

  private static final int BETWEEN_REPLICAS = 10;
  private static final int ADDRESSES = 80;

  /** Beyond it Kafka's port would not be one any more. */
  public static final int LARGEST_OFFSET = 65_535 - 19_092;

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException when a port would be out of range
   */
  public PortPlan {
    if (offset < 0 || offset > LARGEST_OFFSET) {
      throw new IllegalArgumentException(
          "The port offset must be 0 to " + LARGEST_OFFSET + ", not " + offset);
    }
    if (replicas < 1 || replicas > MOST_REPLICAS) {
      throw new IllegalArgumentException(
          "There may be 1 to " + MOST_REPLICAS + " replicas, not " + replicas);
    }
  }

  /** A plan with one process of each service. */
  public PortPlan(int offset) {
    this(offset, 1);
  }

  public int gateway() {
    return 8080 + offset;
  }

  /** The port of a replica. */
  public int service(ServiceReplica replica) {
    return first(replica.service()) + BETWEEN_REPLICAS * (replica.number() - 1);
  }

  /** Where the other services find a service: its one replica, or what stands before several. */
  public int address(String service) {
    return first(service) + (replicas == 1 ? 0 : ADDRESSES);
  }

  private int first(String service) {
    return switch (service) {
      case "identity" -> 8081 + offset;
      case "invitation" -> 8082 + offset;
      case "numbering" -> 8083 + offset;
      case "billing" -> 8084 + offset;
      default -> throw new IllegalArgumentException("No service is called " + service);
    };
  }

  public int keycloak() {
    return 8180 + offset;
  }

  /** Keycloak's health and metrics. */
  public int keycloakManagement() {
    return 8190 + offset;
  }

  public int postgres() {
    return 15_432 + offset;
  }

  public int kafka() {
    return 19_092 + offset;
  }

  public int connect() {
    return 18_083 + offset;
  }

  public int smtp() {
    return 2525 + offset;
  }

  public int imap() {
    return 2143 + offset;
  }

  public int mailbox() {
    return 8025 + offset;
  }

  /** Every port by the name of the part that listens there. */
  public Map<String, Integer> all() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("gateway", gateway());
    LocalStack.SERVICES.forEach(service -> addService(service, ports));
    ports.put("keycloak", keycloak());
    ports.put("keycloak (management)", keycloakManagement());
    ports.put("postgres", postgres());
    ports.put("kafka", kafka());
    ports.put("connect", connect());
    ports.put("mail (SMTP)", smtp());
    ports.put("mail (IMAP)", imap());
    ports.put("mailbox", mailbox());
    return ports;
  }

  private void addService(String service, Map<String, Integer> ports) {
    for (int number = 1; number <= replicas; number++) {
      ServiceReplica replica = new ServiceReplica(service, number);
      ports.put(replica.part(), service(replica));
    }
    if (replicas > 1) {
      ports.put(service + " (address)", address(service));
    }
  }
}
