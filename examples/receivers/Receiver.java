import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Receives the hooks of wx-oss-upload in Java 17. It needs the JDK alone: HOOK_SECRETS=whsec_… java Receiver.java
 *
 * <p>Signatures: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
public class Receiver {
  private static final long TOLERANCE_SECONDS = 300;
  private static final int MAX_BYTES = 1024 * 1024;

  /** A table of your database in production: the id is its unique key. */
  private static final Map<String, Object> ANSWERS = new HashMap<>();

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8000"));
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.createContext("/", Receiver::receive);
    server.setExecutor(Executors.newFixedThreadPool(8));
    server.start();
    System.out.println("listening on " + server.getAddress().getPort());
  }

  private static void receive(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BYTES + 1);
    String id = header(exchange, "webhook-id");
    if (body.length > MAX_BYTES) {
      reply(exchange, 413, Map.of("error", "too large"));
    } else if (!isSigned(id, header(exchange, "webhook-timestamp"), header(exchange, "webhook-signature"), body)) {
      reply(exchange, 401, Map.of("error", "bad signature or time"));
    } else {
      reply(exchange, 200, answerTo(id, Json.object(new Json(new String(body, StandardCharsets.UTF_8)).read())));
    }
  }

  /** Whether the backend sent this body now. Any of the secrets may have signed it, while they are replaced. */
  private static boolean isSigned(String id, String timestamp, String signatures, byte[] body) {
    if (!timestamp.matches("\\d{1,12}")) return false;
    if (Math.abs(System.currentTimeMillis() / 1000 - Long.parseLong(timestamp)) > TOLERANCE_SECONDS) return false;
    for (String text : System.getenv("HOOK_SECRETS").split(",")) {
      byte[] expected = ("v1," + sign(text.trim().substring("whsec_".length()), id + "." + timestamp + ".", body)).getBytes();
      for (String given : signatures.split(" ")) {
        if (MessageDigest.isEqual(expected, given.getBytes())) return true;
      }
    }
    return false;
  }

  private static String sign(String secret, String head, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
      mac.update(head.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException error) {
      throw new IllegalStateException(error);
    }
  }

  private static Object answerTo(String id, Map<String, Object> event) {
    Map<String, Object> data = Json.object(event.get("data"));
    if (event.get("type").equals("authorize")) return authorize(Json.list(data.get("files")));
    if (event.get("type").equals("can-read")) return canRead(Json.list(data.get("files")));
    // The same event may come again, even twice at once. Its record is made once, and its answer stays.
    synchronized (ANSWERS) {
      return ANSWERS.computeIfAbsent(id, unknown -> stored(Json.object(data.get("file"))));
    }
  }

  /** Before the upload. Allow everything, refuse everything, or refuse single files. */
  private static Object authorize(List<Object> files) {
    if (files.size() > 9) return Map.of("refuse", "一次最多上传 9 个文件");
    List<Object> verdicts = new ArrayList<>();
    for (Object file : files) {
      boolean isEmpty = ((Double) Json.object(file).get("size")) == 0;
      verdicts.add(isEmpty ? Map.of("refuse", "文件是空的") : null);
    }
    return Map.of("files", verdicts);
  }

  /** After the upload. What this returns becomes `data` in the mini-program. */
  private static Object stored(Map<String, Object> file) {
    return Map.of("recordId", ANSWERS.size() + 1, "key", file.get("key"));
  }

  /** Before a private file is read. A key that is missing here is refused. */
  private static Object canRead(List<Object> files) {
    List<Object> allowed = new ArrayList<>();
    for (Object file : files) {
      if (Json.object(file).get("isOwner").equals(true)) allowed.add(Json.object(file).get("key"));
    }
    return Map.of("allowed", allowed);
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private static void reply(HttpExchange exchange, int status, Object value) throws IOException {
    byte[] body = Json.write(value).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** The JDK has no JSON. In production use the library of your framework instead. */
  private static final class Json {
    private final String text;
    private int at;

    Json(String text) {
      this.text = text;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) {
      return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) {
      return (List<Object>) value;
    }

    Object read() {
      char first = next();
      if (first == '{') return readObject();
      if (first == '[') return readList();
      if (first == '"') return readString();
      int from = at - 1;
      while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) at++;
      String word = text.substring(from, at);
      return word.equals("null") ? null : word.matches("true|false") ? (Object) word.equals("true") : (Object) Double.valueOf(word);
    }

    private Map<String, Object> readObject() {
      Map<String, Object> object = new HashMap<>();
      for (char sign = next(); sign != '}'; sign = next()) {
        if (sign == ',') sign = next();
        String name = readString();
        next();
        object.put(name, read());
      }
      return object;
    }

    private List<Object> readList() {
      List<Object> list = new ArrayList<>();
      for (char sign = next(); sign != ']'; sign = next()) {
        if (sign != ',') at--;
        list.add(read());
      }
      return list;
    }

    private String readString() {
      StringBuilder string = new StringBuilder();
      for (char letter = text.charAt(at++); letter != '"'; letter = text.charAt(at++)) {
        string.append(letter == '\\' ? readEscape() : letter);
      }
      return string.toString();
    }

    private char readEscape() {
      char letter = text.charAt(at++);
      if (letter == 'u') return (char) Integer.parseInt(text.substring(at, at += 4), 16);
      int escape = "bfnrt".indexOf(letter);
      return escape < 0 ? letter : "\b\f\n\r\t".charAt(escape);
    }

    private char next() {
      while (Character.isWhitespace(text.charAt(at))) at++;
      return text.charAt(at++);
    }

    static String write(Object value) {
      if (value instanceof Map<?, ?> map) {
        return map.entrySet().stream().map(one -> write(one.getKey()) + ":" + write(one.getValue())).collect(Collectors.joining(",", "{", "}"));
      }
      if (value instanceof List<?> list) return list.stream().map(Json::write).collect(Collectors.joining(",", "[", "]"));
      if (value instanceof String string) return "\"" + string.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
      return String.valueOf(value);
    }
  }
}
