import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Tells wx-oss-upload who a caller is, as a Spring application does: HTTP 200 whatever happens, and the outcome as
 * {@code code}. This program needs the JDK alone (java Whoami.java), so that our tests can run it. In Spring it is this
 * controller, and the backend is started with INTROSPECT_URL=https://…/whoami and INTROSPECT_ID_PATH=data.id:
 * 告诉 wx-oss-upload 调用者是谁。在 Spring 中就是下面的 Controller；启动后端时设置上面两个环境变量：
 *
 * <pre>{@code
 * @GetMapping("/whoami")
 * public Result<Map<String, String>> whoami(Authentication login) {
 *   if (login == null) return Result.error(401, "请先登录");
 *   // As a text: JavaScript rounds a long beyond 2^53. 以字符串返回：超过 2^53 的 long 在 JavaScript 中会失真。
 *   return Result.ok(Map.of("id", login.getName()));
 * }
 * }</pre>
 */
public class Whoami {
  /** Your own login in production. */
  private static final Map<String, String> USERS = Map.of("Bearer token-of-ann", "1712345678901234567");

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8000"));
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.createContext("/whoami", Whoami::answer);
    server.start();
    System.out.println("listening on " + server.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String id = USERS.get(exchange.getRequestHeaders().getFirst("authorization"));
    String json = id == null
        ? "{\"code\":401,\"msg\":\"请先登录\",\"data\":null}"
        : "{\"code\":200,\"msg\":\"操作成功\",\"data\":{\"id\":\"" + id + "\"}}";
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
