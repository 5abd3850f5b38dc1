package dev.rollcall.bench.load;

import java.util.List;
import java.util.Map;

/**
 * One phase of load.
 *
 * @param connections kept open, and in the closed model how many requests are under way
 * @param requests in the closed model, all together; 0 for the open model
 * @param perSecond in the open model, whatever the answers do; 0 for the closed model
 * @param seconds how long the open model lasts
 * @param method of every request
 * @param targets taken in turn
 */
public record LoadPlan(
    String host,
    int port,
    int connections,
    int requests,
    int perSecond,
    int seconds,
    String method,
    List<Target> targets) {

  /**
   * A request.
   *
   * @param path with query
   * @param body empty for none; {@code {n}} in it becomes the number of the request, from 0
   */
  public record Target(String path, Map<String, String> headers, String body) {

    public Target {
      headers = Map.copyOf(headers);
    }
  }

  /** Enough that no request waits for one: the time that it waits would be in no latency. */
  private static final int OPEN_CONNECTIONS = 128;

  public LoadPlan {
    targets = List.copyOf(targets);
  }

  /** So many requests over so many connections, each sent when the one before is answered. */
  public static LoadPlan closed(
      String host, int port, int connections, int requests, String method, List<Target> targets) {
    return new LoadPlan(host, port, connections, requests, 0, 0, method, targets);
  }

  /** So many requests a second, however slow the answers are. */
  public static LoadPlan open(
      String host, int port, int perSecond, int seconds, String method, List<Target> targets) {
    return new LoadPlan(host, port, OPEN_CONNECTIONS, 0, perSecond, seconds, method, targets);
  }

  /** Whether requests wait for answers. */
  boolean waits() {
    return requests > 0;
  }
}
