import { type Entry, entry } from './entry'

const LOOK = [
  '取得完整的响应再交给 explain：用 curl -i 重复这个请求；HEAD 请求请改用 GET。响应头里的 x-oss-request-id 说明它来自 OSS，server 说明是哪个代理。',
  'Give explain the whole answer: repeat the request with curl -i, and use GET instead of HEAD. The header x-oss-request-id tells that OSS answered; server names the proxy.',
] as const
const BEHIND = (zh: string, en: string, code: number): Entry =>
  entry(
    code,
    `代理（如 Nginx、SLB、CDN）的响应，不是来自 OSS 或本后端：${zh}。`,
    `This is the answer of a proxy (such as Nginx, a load balancer or a CDN), not of OSS or of this backend: ${en}.`,
    '检查代理后面的程序是否在运行、代理的地址与超时设置，并查看代理的错误日志。',
    'Check that the program behind it runs, the address and timeouts in the proxy’s configuration, and its error log.',
  )

/** Answers of which only the status is known: the page of a proxy, the answer to a HEAD, or an SDK that hides the body. */
export const HTTP: readonly Entry[] = [
  {
    ...entry(
      400,
      '向 HTTPS 端口发送了 HTTP 请求。',
      'An HTTP request was sent to a port for HTTPS.',
      '把地址改成 https://；在反向代理后面时，检查 proxy_pass 的协议。',
      'Use https:// in the URL; behind a reverse proxy, check the scheme of proxy_pass.',
    ),
    phrase: 'https port',
  },
  entry(
    400,
    '服务器认为请求不合法（HTTP 400），但没有给出错误码。',
    'The server refused the request as malformed (HTTP 400), without a code.',
    ...LOOK,
  ),
  entry(401, '没有登录或令牌无效（HTTP 401）。', 'Not signed in, or the token is invalid (HTTP 401).', ...LOOK),
  entry(
    403,
    '被拒绝（HTTP 403），但响应里没有错误码：HEAD 请求的响应没有正文，或 OSS 前面的 CDN、防火墙（WAF）拒绝了它。',
    'Refused (HTTP 403), but the answer has no code: the answer to a HEAD has no body, or a CDN or firewall in front of OSS refused it.',
    ...LOOK,
  ),
  entry(
    404,
    '地址不存在（HTTP 404），响应里没有错误码。',
    'There is nothing at this address (HTTP 404), and the answer has no code.',
    '检查域名与路径：createUploader 的 server、PUBLIC_URL 与代理的路径前缀。响应来自 OSS 时，用 GET 代替 HEAD 看错误码。',
    'Check the host and the path: `server` of createUploader, PUBLIC_URL, and path prefixes of the proxy. If OSS answered, use GET instead of HEAD to see its code.',
  ),
  entry(
    405,
    '这个地址不支持这种方法（HTTP 405）。',
    'This address does not allow the method (HTTP 405).',
    '表单要 POST 到存储空间域名的根路径 /；静态网站与 CDN 不接受 POST。',
    'POST forms to the root path / of the bucket’s domain; static sites and CDNs do not take a POST.',
  ),
  entry(
    413,
    '请求体超过代理的上限（HTTP 413）：OSS 与本后端不会这样回答文件上传，请求经过了 Nginx 等代理。',
    'The body exceeds the limit of a proxy (HTTP 413). OSS does not answer so: the upload goes through Nginx or another proxy.',
    '让文件直接上传到 OSS 的域名；必须经过代理时，调大 Nginx 的 client_max_body_size。',
    'Upload to the domain of OSS directly. If it must pass the proxy, raise client_max_body_size of Nginx.',
  ),
  entry(
    414,
    'URL 太长（HTTP 414）。',
    'The URL is too long (HTTP 414).',
    '把签名放进请求头，或调大代理的 large_client_header_buffers。',
    'Put the signature into a header, or raise large_client_header_buffers of the proxy.',
  ),
  entry(415, '请求体的类型不被接受（HTTP 415）。', 'The type of the body is not accepted (HTTP 415).', ...LOOK),
  entry(
    429,
    '请求太频繁（HTTP 429）。',
    'Too many requests (HTTP 429).',
    '按响应头 Retry-After 等待后重试；如果所有用户同时受限，检查 TRUSTED_PROXIES。',
    'Wait as the header Retry-After says, then retry. If all users are limited at once, check TRUSTED_PROXIES.',
  ),
  entry(
    499,
    '客户端在收到响应前断开了连接（Nginx 的 499）。',
    'The client closed the connection before the answer (499 of Nginx).',
    '后端响应太慢，或客户端的超时太短。',
    'The backend is too slow, or the timeout of the client too short.',
  ),
  entry(500, '服务器内部错误（HTTP 500）。', 'The server had an internal error (HTTP 500).', ...LOOK),
  BEHIND(
    '它后面的程序没有运行或断开了连接（502）',
    'the program behind it does not run, or closed the connection (502)',
    502,
  ),
  entry(503, '服务暂时不可用（HTTP 503）。', 'The service is temporarily unavailable (HTTP 503).', ...LOOK),
  BEHIND('它后面的程序没有在时限内响应（504）', 'the program behind it did not answer in time (504)', 504),
]
