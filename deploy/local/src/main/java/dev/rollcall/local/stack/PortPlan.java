package dev.rollcall.local.stack;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which part listens where.
 *
 * @param offset added to every port; 0 to {@value #LARGEST_OFFSET}
 */
public record PortPlan(int offset) {

  /** Beyond it Kafka's port would not be one any more. */
  public static final int LARGEST_OFFSET = 65_535 - 19_092;

  /**
   * Checks the offset.
   *
   * @throws IllegalArgumentException when a port would be out of range
   */
  public PortPlan {
    if (offset < 0 || offset > LARGEST_OFFSET) {
      throw new IllegalArgumentException(
          "The port offset must be 0 to " + LARGEST_OFFSET + ", not " + offset);
    }
  }

  public int gateway() {
    return 8080 + offset;
  }

  /** The port of a service, by its short name, e.g. {@code billing}. */
  public int service(String name) {
    return switch (name) {
      case "identity" -> 8081 + offset;
      case "invitation" -> 8082 + offset;
      case "numbering" -> 8083 + offset;
      case "billing" -> 8084 + offset;
      default -> throw new IllegalArgumentException("No service is called " + name);
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
    LocalStack.SERVICES.forEach(service -> ports.put(service, service(service)));
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
}
