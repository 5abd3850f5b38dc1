package dev.rollcall.local.stack;

/**
 * One of the processes of a service.
 *
 * @param service the service's short name, e.g. {@code billing}
 * @param number 1 for the first
 */
public record ServiceReplica(String service, int number) {

  /** The replica that every stack has. */
  public static ServiceReplica first(String service) {
    return new ServiceReplica(service, 1);
  }

  /** The name of this part of a stack and of its log: {@code billing}, {@code billing-2}. */
  public String part() {
    return number == 1 ? service : service + "-" + number;
  }
}
