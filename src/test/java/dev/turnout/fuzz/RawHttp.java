package dev.turnout.fuzz;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/**
 * Writes any bytes to a server on this machine and reads what comes back.
 *
 * @param patience longest wait for an answer, in milliseconds
 */
record RawHttp(int port, int patience) {

  /**
   * The status of the first answer; 0 if there is none in time.
   *
   * @throws IOException if nobody listens
   */
  int status(byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(patience);
      try {
        socket.getOutputStream().write(request);
        byte[] head = socket.getInputStream().readNBytes(12);
        String line = new String(head, StandardCharsets.US_ASCII);
        return line.matches("HTTP/1\\.[01] \\d{3}") ? Integer.parseInt(line.substring(9)) : 0;
      } catch (SocketTimeoutException | SocketException e) {
        return 0;
      }
    }
  }
}
