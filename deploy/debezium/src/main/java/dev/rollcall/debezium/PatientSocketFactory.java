package dev.rollcall.debezium;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;

/**
 * Sockets for the connector's PostgreSQL driver ({@code driver.socketFactory}) that wait for the
 * next change instead of asking for it again and again.
 *
 * <p>Debezium reads its replication stream without blocking: the driver looks for a millisecond
 * whether bytes have come, and after five looks in vain the connector sleeps {@code
 * poll.interval.ms}. That interval is how late a change may be seen, and also how often the
 * connector's task wakes up, which spins for up to a millisecond each time: with one interval for
 * both, low latency costs a quarter of a core when nothing happens. Here a look lasts up to {@link
 * #LOOK_MILLIS} and ends with the first byte, so that the interval can be long and a change is seen
 * at once. With TLS too: its sockets hand their timeouts on to these.
 */
public final class PatientSocketFactory extends SocketFactory {

  /**
   * How long a look lasts at most. Meanwhile the driver's lock is held: what has been processed is
   * confirmed to the server once a second, and the task's next poll waits until that is done, so
   * that a longer look would make changes late that come just then.
   */
  static final int LOOK_MILLIS = 100;

  /** The timeout by which the driver only looks; no other read of it has such a short one. */
  private static final int DRIVERS_LOOK_MILLIS = 1;

  /** Called by the driver, by name. */
  public PatientSocketFactory() {}

  @Override
  public Socket createSocket() {
    return new PatientSocket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port), localHost, localPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port), localHost, localPort);
  }

  private static Socket connected(InetSocketAddress to) throws IOException {
    Socket socket = new PatientSocket();
    socket.connect(to);
    return socket;
  }

  private static Socket connected(InetSocketAddress to, InetAddress fromHost, int fromPort)
      throws IOException {
    Socket socket = new PatientSocket();
    socket.bind(new InetSocketAddress(fromHost, fromPort));
    socket.connect(to);
    return socket;
  }

  private static final class PatientSocket extends Socket {

    @Override
    public void setSoTimeout(int millis) throws SocketException {
      super.setSoTimeout(millis == DRIVERS_LOOK_MILLIS ? LOOK_MILLIS : millis);
    }
  }
}
