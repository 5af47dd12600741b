import type { Entry } from '../entry'

const STORED = {
  zh: '文件已存储（203），但尚未确认。',
  en: 'The file is stored (203), but not confirmed.',
}
const failed = (phrase: string | undefined, zh: string, en: string, fixZh: string, fixEn: string): Entry => ({
  code: 'CallbackFailed',
  ...(phrase !== undefined && { phrase }),
  what: { zh: `${STORED.zh}${zh}`, en: `${STORED.en} ${en}` },
  fix: {
    zh: `${fixZh}客户端不要重新上传，调用 /v1/uploads/complete 即可。`,
    en: `${fixEn} Clients should call /v1/uploads/complete, not upload again.`,
  },
})

/** Status 203: the file is stored, but the callback failed. https://help.aliyun.com/en/oss/developer-reference/callback */
export const CALLBACK: readonly Entry[] = [
  failed(
    'error status : 502',
    'OSS 无法连接 PUBLIC_URL：后端没有运行、被防火墙拦截、证书无效，或 HTTPS 需要 SNI 而请求里没有。',
    'OSS cannot connect to PUBLIC_URL: the backend does not run, a firewall blocks it, its certificate is invalid, or HTTPS needs SNI, which was not sent.',
    '从公网（IPv4）访问 PUBLIC_URL/healthz，应返回 200。',
    'Open PUBLIC_URL/healthz from the internet (IPv4): it should answer 200.',
  ),
  failed(
    'error status : 400.user server return too long content-length',
    '后端的响应没有 Content-Length（被压缩或分块），或超过 1 MB。',
    'The backend’s answer had no Content-Length (it was compressed or chunked), or was over 1 MB.',
    '反向代理不要压缩或分块 /v1/uploads/callback 的响应。',
    'The reverse proxy must neither compress nor chunk the answers of /v1/uploads/callback.',
  ),
  failed(
    'error status : 403',
    '后端拒绝了回调的签名：代理改动了路径或请求体，或 PUBLIC_URL 与后端的不一致。',
    'The backend refused the signature of the callback: a proxy changed the path or the body, or PUBLIC_URL differs from that of the backend.',
    '代理要原样转发 /v1/uploads/callback；后端的 PUBLIC_URL 必须是它的公网地址。',
    'The proxy must forward /v1/uploads/callback unchanged; the backend’s PUBLIC_URL must be its public address.',
  ),
  failed(
    'error status',
    '后端（或它前面的网关）没有返回 200：OSS 只接受 200，201、204、301 都算失败。',
    'The backend, or a gateway in front of it, did not answer 200. OSS accepts no other status, neither 201, 204 nor 301.',
    '检查 PUBLIC_URL 的路径、重定向与网关；按时间在后端日志里查找这次回调。',
    'Check the path, redirects and gateway of PUBLIC_URL; look up this callback in the backend’s log.',
  ),
  failed(
    'not valid json',
    '后端的响应不是 JSON（常见的是网关的 HTML 页面，或开头有 BOM）。',
    'The answer is not JSON (often it is the HTML page of a gateway, or begins with a byte order mark).',
    '检查 PUBLIC_URL 是否指向本后端。',
    'Check whether PUBLIC_URL points to this backend.',
  ),
  failed(
    'too long time',
    '后端没有在 5 秒内响应。',
    'The backend did not answer within 5 s.',
    '让 onStored 更快返回，把耗时的工作放到后面做。',
    'Make onStored return sooner; do slow work afterwards.',
  ),
  failed(
    'image info',
    'callbackBody 使用了 imageInfo，但文件不是图片。',
    'callbackBody uses imageInfo, but the file is not an image.',
    '本项目不使用 imageInfo，请检查是哪个程序签发了这个 callback。',
    'This project does not use imageInfo; find the program that signed this callback.',
  ),
  failed(
    undefined,
    '回调失败，原因在错误信息里。',
    'The callback failed; the message says why.',
    '检查 PUBLIC_URL 能否从公网访问。',
    'Check that PUBLIC_URL can be reached from the internet.',
  ),
]
