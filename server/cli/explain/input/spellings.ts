import type { Family } from '../../cloud/reported-error'

type Spelling = readonly [RegExp, Family, string]

/**
 * One cause has another text in each system: Node, curl, Python, Java, Go, PHP, Chromium, Android, and iOS in the
 * phone's language. The first pattern that matches counts, so exact causes come before vague ones.
 */
const NETWORK: readonly Spelling[] = [
  // These only name the layer that noticed it.
  [
    /(ssl|tls)[\s\S]{0,200}(connection (reset|closed)|broken pipe|abort|disconnected|record_mac|i\/o error)/i,
    'network',
    'ECONNRESET',
  ],
  [/(ssl|tls)[\s\S]{0,80}timed? ?out/i, 'network', 'TimeoutError'],
  [/wrong version number|http request to an https|plain http request was sent/i, 'network', 'WRONG_VERSION_NUMBER'],
  [
    /certificate (has |is )?expired|cert_date_invalid|CertificateExpired|证书已过期|-1202.*expired/i,
    'network',
    'CERT_HAS_EXPIRED',
  ],
  [
    /altname|hostname mismatch|common_name_invalid|no alternative certificate subject|certificate .{0,60}(doesn'?t match|not valid for)|certificate is valid for/i,
    'network',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ],
  [/self[- ]signed certificate in/i, 'network', 'SELF_SIGNED_CERT_IN_CHAIN'],
  [/self[- ]signed/i, 'network', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  [/unable to verify the first certificate/i, 'network', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  [/local issuer/i, 'network', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
  [
    /cert_authority_invalid|certificate_verify_failed|certificate verify failed|pkix path|certpath|trust anchor|x509:|curl(?:: \(| error:? \(?)60\b|certificate .*(invalid|not trusted)|证书(无效|不被信任|错误)|憑證無效|NSURLErrorDomain\D+-120[1-6]\b|err_cert/i,
    'network',
    'CERT_UNTRUSTED',
  ],
  [/EAI_AGAIN|temporary failure in name resolution/i, 'network', 'EAI_AGAIN'],
  [
    /ENOTFOUND|no such host|UnknownHost|unable to resolve host|could not resolve (host|proxy)|name or service not known|nodename nor servname|getaddrinfo fail|NameResolutionError|name_not_resolved|curl(?:: \(| error:? \(?)6\)|Domain\D+-1003\b|hostname could not be found|未能找到使用指定主机名的服务器|找不到.{0,10}(主机名|服务器)|無法找到.{0,12}(主機|伺服器)/i,
    'network',
    'ENOTFOUND',
  ],
  [
    /internet_disconnected|network is unreachable|ENETUNREACH|ENETDOWN|appears to be offline|似乎已断开与互联网的连接|Domain\D+-1009\b|networkerror: offline/i,
    'network',
    'ENETUNREACH',
  ],
  [/EHOSTUNREACH|no route to host|address_unreachable/i, 'network', 'EHOSTUNREACH'],
  [
    /ECONNREFUSED|connection[ _]?refused|actively refused|failed to connect to|couldn'?t connect to (the )?(server|host)|could not connect to the server|curl(?:: \(| error:? \(?)7\)|Domain\D+-1004\b|(无法|未能)连接(到)?服务器|無法連接伺服器/i,
    'network',
    'ECONNREFUSED',
  ],
  [
    /ConnectionTimeout|ConnectTimeout|connect timed? ?out|connection timed out|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|dial tcp .*i\/o timeout/i,
    'network',
    'ETIMEDOUT',
  ],
  [
    /ssl_error_syscall|hand ?shake|EPROTO\b|SSLException|SSLError|ssl_protocol_error|发生了 ?SSL ?错误|發生 ?SSL ?錯誤|ssl (connect )?error|secure connection|Domain\D+-1200\b/i,
    'network',
    'EPROTO',
  ],
  [
    /ECONNRESET|connection (was )?(reset|aborted)|connection_(reset|closed|aborted)|ECONNABORTED|EPIPE\b|broken pipe|socket hang up|socket closed|software caused connection abort|failed to receive data|UND_ERR_SOCKET|unexpected (end of (stream|file)|eof)|remote end closed|server closed (the )?connection|empty reply|SocketException|Domain\D+-1005\b|network connection was lost|网络连接已中断|連線已中斷|IncompleteRead/i,
    'network',
    'ECONNRESET',
  ],
  [
    /ResponseTimeout|ReadTimeout|read timed? ?out|SocketTimeout|operation timed out|TimeoutError|timed_out|timeout (of|for) \d+ ?ms|HeadersTimeout|BodyTimeout|UND_ERR_(HEADERS|BODY)_TIMEOUT|context deadline exceeded|client\.timeout exceeded|i\/o timeout|request timed out|the request timed out|curl(?:: \(| error:? \(?)28\)|Domain\D+-1001\b|请求超时|請求逾時|要求逾時/i,
    'network',
    'TimeoutError',
  ],
  [/tunnel_connection_failed|tunneling socket|proxy (connection|error|authentication)|proxyerror/i, 'network', 'PROXY'],
]

/** Messages of browsers about a request whose answer the page may not read, and of ali-oss in a page. */
const BROWSER: readonly Spelling[] = [
  [/expose-headers/i, 'browser', 'EXPOSE_HEADERS'],
  [
    /cors policy|cross-origin request blocked|no 'access-control-allow|not allowed by access-control-allow|cors header|跨源请求|跨域(请求|访问)?(被|已)/i,
    'browser',
    'CORS',
  ],
  [/mixed content/i, 'browser', 'MIXED_CONTENT'],
  [
    /xhr error|failed to fetch|networkerror when attempting to fetch|AxiosError: network error|\bTypeError: load failed|net::err_failed|err_blocked_by/i,
    'browser',
    'NO_ANSWER',
  ],
]

/** What libraries refuse before they send anything. */
const SDK: readonly Spelling[] = [
  [/_getFileSize requires|must provide (string|buffer|readable|file)/i, 'sdk', 'FILE_ARGUMENT'],
  [
    /require accesskeyid, accesskeysecret|accesskeyid is (empty|required|null)|access ?key ?id should not be null/i,
    'sdk',
    'NO_KEYS',
  ],
  [
    /require options\.endpoint or region|endpoint is (invalid|required|empty)|please create a bucket first/i,
    'sdk',
    'NO_BUCKET',
  ],
  [
    /\b(XMLHttpRequest|FormData|Blob|File|FileReader|URLSearchParams|TextEncoder|AbortController|crypto)\b is not (defined|a constructor)|can'?t find variable: (XMLHttpRequest|FormData|Blob|FileReader)/i,
    'sdk',
    'NO_WEB_API',
  ],
  [/InconsistentException|InconsistentError|crc(64)? .{0,40}(mismatch|not (equal|match)|inconsistent)/i, 'sdk', 'CRC'],
]

const ALL: readonly Spelling[] = [...BROWSER, ...SDK, ...NETWORK]

/** Recognises a text by its words, whatever program wrote it. */
export function spelled(text: string): { family: Family; code: string } | undefined {
  const [, family, code] = ALL.find(([pattern]) => pattern.test(text)) ?? []
  return family && code ? { family, code } : undefined
}

/** The same for the text of a `wx` failure, which only the network's causes explain. */
export const spelledNetwork = (text: string): string | undefined => NETWORK.find(([pattern]) => pattern.test(text))?.[2]
