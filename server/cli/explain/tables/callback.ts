import type { Entry } from '../entry'

const STORED = {
  zh: '文件已存好（203），只是没有确认。',
  en: 'The file is stored (203), only not confirmed.',
}
const failed = (says: string | undefined, zh: string, en: string, todoZh: string, todoEn: string): Entry => ({
  code: 'CallbackFailed',
  ...(says !== undefined && { says }),
  what: { zh: `${STORED.zh}${zh}`, en: `${STORED.en} ${en}` },
  todo: {
    zh: `${todoZh} 客户端不要重传，调用 complete 即可。`,
    en: `${todoEn} Clients should not send again but call complete.`,
  },
})

/** 203: the file is there, the callback failed. https://help.aliyun.com/en/oss/developer-reference/callback */
export const CALLBACK: readonly Entry[] = [
  failed(
    'error status : 502',
    'OSS 连不上 PUBLIC_URL：没有在监听、防火墙、证书不对，或 https 没有发 SNI。',
    'OSS cannot reach PUBLIC_URL: nobody listens, a firewall, a wrong certificate, or https without SNI.',
    '从公网（IPv4）访问一次 PUBLIC_URL/healthz，应得 200。',
    'Open PUBLIC_URL/healthz from the internet (IPv4): it should answer 200.',
  ),
  failed(
    'error status : 400.user server return too long content-length',
    '后端的应答没有 Content-Length（被压缩或分块），或超过 1 MB。',
    'The backend’s answer had no Content-Length (compressed or chunked), or was over 1 MB.',
    '反向代理不要压缩或分块 /v1/uploads/callback 的应答。',
    'Have the proxy neither compress nor chunk the answers of /v1/uploads/callback.',
  ),
  failed(
    'error status : 403',
    '后端不认回调的签名：代理改了路径或请求体，或 PUBLIC_URL 与后端自己的不一致。',
    'The backend does not believe the callback’s signature: a proxy changed path or body, or PUBLIC_URL is not the backend’s own.',
    '代理原样转发 /v1/uploads/callback；后端的 PUBLIC_URL 与对外地址一致。',
    'Have the proxy pass /v1/uploads/callback on unchanged; PUBLIC_URL is the address from outside.',
  ),
  failed(
    'error status',
    '后端（或它前面的网关）没有回答 200：OSS 只认 200，201、204、301 都算失败。',
    'The backend, or a gateway before it, did not answer 200; OSS takes nothing else, neither 201, 204 nor 301.',
    '检查 PUBLIC_URL 的路径、跳转与网关；在后端日志里按时间找这次回调。',
    'Check PUBLIC_URL’s path, redirects and gateway; look for this callback in the backend’s log.',
  ),
  failed(
    'not valid json',
    '后端的应答不是 JSON（常见是网关的 HTML 页，或开头有 BOM）。',
    'The answer is no JSON (often a gateway’s HTML page, or a byte order mark).',
    '检查 PUBLIC_URL 是否指向本后端。',
    'See whether PUBLIC_URL leads to this backend.',
  ),
  failed(
    'too long time',
    '后端 5 秒内没有答完。',
    'The backend did not answer within 5 s.',
    '让 onStored 更快，把慢的工作放到后面做。',
    'Make onStored quicker; do slow work afterwards.',
  ),
  failed(
    'image info',
    'callbackBody 用了 imageInfo，而文件不是图片。',
    'callbackBody asks for imageInfo, and the file is no picture.',
    '本项目不用 imageInfo，请检查是谁签的 callback。',
    'This project does not use imageInfo; see who signed that callback.',
  ),
  failed(
    undefined,
    '回调失败，原因在错误信息里。',
    'The callback failed; the message says why.',
    '检查 PUBLIC_URL 能否从公网访问。',
    'Check that PUBLIC_URL can be reached from the internet.',
  ),
]
