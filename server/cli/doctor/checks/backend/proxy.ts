import { isLoopback } from '../../../../config/values'
import type { HttpAnswer } from '../../../cloud/http'
import { type Check, error, type Finding, fact, warning } from '../check'

export const PROXY: Check = {
  id: 'proxy',
  title: { zh: '反向代理与客户端地址', en: 'reverse proxy and client addresses' },
  why: {
    zh: '后端按地址限流。代理隐藏了地址时，要么所有用户共用一份额度，要么限流不起作用。',
    en: 'The backend limits callers by address. If a proxy hides it, either all users share one budget, or the limits are off.',
  },
  needs: ['configuration'],
  async run({ settings: { publicUrl }, http }) {
    if (!publicUrl) return [fact('none', '没有设置 PUBLIC_URL', 'PUBLIC_URL is not set')]
    if (isLoopback(publicUrl))
      return [fact('local', 'PUBLIC_URL 在本机，没有经过代理', 'PUBLIC_URL is on this machine, without a proxy')]
    const [health, metrics] = await Promise.all(
      ['/healthz', '/metrics'].map((path) =>
        http({ method: 'GET', url: publicUrl + path }).catch((thrown: unknown) => String(thrown)),
      ),
    )
    return judgeProxy(health, metrics)
  },
}

/** @param health the answer, or why there is none. Doctor sends neither a metrics token nor X-Forwarded-For. */
function judgeProxy(health: HttpAnswer | string | undefined, metrics?: HttpAnswer | string): Finding[] {
  if (typeof health !== 'object') {
    return [fact('unreachable', '无法从本机访问 PUBLIC_URL', 'PUBLIC_URL cannot be reached from this machine')]
  }
  const found: Finding[] = []
  switch (health.headers['x-client-address']) {
    case 'client':
      found.push(fact('seen', '后端看得到客户端的地址', 'the backend sees the address of its clients'))
      break
    case 'proxy':
      found.push(NOT_TRUSTED)
      break
    case 'unknown':
      found.push(NOT_FORWARDED)
      break
    default:
      found.push(fact('other', '响应里没有 x-client-address', 'the answer has no x-client-address'))
  }
  return typeof metrics === 'object' && metrics.status === 200 ? [...found, METRICS_PUBLIC] : found
}

const NOT_TRUSTED = warning(
  'proxy-not-trusted',
  {
    zh: '后端不信任它前面的代理：所有用户共用代理地址的额度',
    en: 'the backend does not trust the proxy in front of it: all users share the budget of the proxy’s address',
  },
  {
    fix: {
      zh: '把代理的地址或网段写入 TRUSTED_PROXIES（如 10.0.0.0/8）。',
      en: 'Add the proxy’s address or range to TRUSTED_PROXIES (such as 10.0.0.0/8).',
    },
  },
)

const NOT_FORWARDED = warning(
  'address-hidden',
  {
    zh: '后端看不到客户端的地址：代理没有添加 X-Forwarded-For，按地址的限流不起作用',
    en: 'the backend does not see the address of its clients: the proxy adds no X-Forwarded-For, so limits by address are off',
  },
  {
    fix: {
      zh: '让代理添加它，Nginx 为 proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;。在没有套接字的平台（函数计算等）上，向 createApp 传入 clientAddress。',
      en: 'Let the proxy add it; with Nginx: proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;. On a platform without sockets (Function Compute, …), pass clientAddress to createApp.',
    },
  },
)

const METRICS_PUBLIC = error(
  'metrics-public',
  { zh: '任何人都能读取 /metrics', en: 'anybody can read /metrics' },
  {
    fix: {
      zh: '设置 METRICS_TOKEN，或让代理不转发 /metrics。',
      en: 'Set METRICS_TOKEN, or let the proxy not forward /metrics.',
    },
  },
)
