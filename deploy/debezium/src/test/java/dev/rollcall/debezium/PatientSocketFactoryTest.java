package dev.rollcall.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PatientSocketFactoryTest {

  private static final int DRIVERS_LOOK = 1;
  private static final int STATUS_INTERVAL = 10_000;

  private final PatientSocketFactory factory = new PatientSocketFactory();

  @Test
  @DisplayName("The driver's look of a millisecond waits for the next change")
  void looks() throws Exception {
    try (Socket socket = factory.createSocket()) {
      socket.setSoTimeout(DRIVERS_LOOK);

      assertThat(socket.getSoTimeout()).isEqualTo(PatientSocketFactory.LOOK_MILLIS);
    }
  }

  @Test
  @DisplayName("Every other timeout of the driver is as it asks, none included")
  void others() throws Exception {
    try (Socket socket = factory.createSocket()) {
      socket.setSoTimeout(STATUS_INTERVAL);
      assertThat(socket.getSoTimeout()).isEqualTo(STATUS_INTERVAL);

      socket.setSoTimeout(0);
      assertThat(socket.getSoTimeout()).isZero();
    }
  }

  @Test
  @DisplayName("Connected sockets and those below TLS look as patiently")
  void connected() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 50, loopback);
        Socket plain = factory.createSocket(loopback, server.getLocalPort());
        Socket secured =
            ((SSLSocketFactory) SSLSocketFactory.getDefault())
                .createSocket(plain, loopback.getHostAddress(), server.getLocalPort(), true)) {
      secured.setSoTimeout(DRIVERS_LOOK);

      assertThat(plain.getSoTimeout()).isEqualTo(PatientSocketFactory.LOOK_MILLIS);
    }
  }
}
