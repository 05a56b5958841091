package dev.turnout.bench.proxy;

/**
 * The requests of both load generators: {@link #USERS} users in turn, each with a key.
 *
 * @param bodyBytes length of the body of a POST, at least {@link #LEAST_BODY}; 0 for a GET
 */
record Requests(int bodyBytes) {
  static final int USERS = 2000;
  static final int LEAST_BODY = 13;
  private static final String USER = "USER";

  /** The request of a user, from 1, as it goes over the wire. */
  String text(int user) {
    return template().replace(USER, Integer.toString(user));
  }

  /** The same requests for wrk, which says what it saw in a line that begins with this mark. */
  String lua(String mark) {
    return """
    local requests = {}
    local next = 0
    function init(args)
      for user = 1, %1$d do
        requests[user] = string.gsub('%2$s', '%3$s', user)
      end
    end
    function request()
      next = next %% %1$d + 1
      return requests[next]
    end
    function done(summary, latency, requests)
      local e = summary.errors
      io.write(string.format('%4$s %%d %%d %%d %%d %%d\\n', summary.requests,
        e.connect + e.read + e.write + e.status, summary.duration,
        latency:percentile(50), latency:percentile(99)))
    end
    """
        .formatted(USERS, template().replace("\r\n", "\\r\\n"), USER, mark);
  }

  private String template() {
    String head =
        "%s /invocations HTTP/1.1\r\nHost: model\r\nx-user-id: user-%s\r\n"
            .formatted(bodyBytes == 0 ? "GET" : "POST", USER);
    String type = "Content-Type: application/json\r\nContent-Length: %d\r\n".formatted(bodyBytes);
    return head + (bodyBytes == 0 ? "\r\n" : type + "\r\n" + body());
  }

  private String body() {
    String frame = "{\"inputs\":\"%s\"}";
    return frame.formatted("x".repeat(bodyBytes - LEAST_BODY));
  }
}
