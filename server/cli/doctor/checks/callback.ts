import { lookup } from 'node:dns/promises'
import { isLoopback } from '../../../config/config'
import { callbackParameter } from '../../../oss/callback/callback-parameter'
import type { OssAnswer } from '../../cloud/oss'
import { said } from '../../explain/said'
import { type Check, error, type Finding, fact, warning } from '../check'
import type { Context } from '../context'
import { refusal } from '../refusals'
import { sendForm, trialTicket } from '../ticket'
import { judgeCertificate } from './certificate'

/** https://www.alibabacloud.com/help/zh/oss/developer-reference/callback, “使用限制” (May 2025) */
const REGIONS = `
  cn-hangzhou cn-shanghai cn-qingdao cn-beijing cn-zhangjiakou cn-huhehaote cn-wulanchabu cn-shenzhen cn-heyuan
  cn-guangzhou cn-chengdu cn-hongkong us-west-1 us-east-1 ap-northeast-1 ap-southeast-1 ap-southeast-3 ap-southeast-5
  ap-southeast-6 eu-central-1 eu-west-1 me-east-1`
  .trim()
  .split(/\s+/)

export const CALLBACK: Check = {
  id: 'callback',
  title: { zh: '回调', en: 'callback' },
  why: {
    zh: '回调通了，上传一次往返就确认；不通，客户端会多问一次，文件不会丢。',
    en: 'With it an upload is confirmed in one round trip; without it clients ask once more, and no file is lost.',
  },
  needs: ['form'],
  async run(context) {
    const { publicUrl, oss } = context.settings.config
    if (!publicUrl)
      return [fact('none', '没有设置 PUBLIC_URL：客户端用 complete 确认', 'no PUBLIC_URL: clients confirm by complete')]
    const { hostname, port, protocol } = new URL(publicUrl)
    const before = [...judgeRegion(oss.region), ...(await judgeAddress(hostname))]
    if (protocol === 'https:') {
      const certificate = await context.certificateOf(hostname, Number(port) || 443)
      before.push(...judgeCertificate(hostname, certificate, context.now()))
    }
    if (before.some(({ severity }) => severity === 'error')) return before
    return [...before, ...(await callBack(context, publicUrl))]
  },
}

/** An `upload` that no backend will open: the callback is signed, answered and passed on, and nothing is confirmed. */
const NO_UPLOAD = 'doctor'

async function callBack(context: Context, publicUrl: string): Promise<Finding[]> {
  const ticket = await trialTicket(context, 'callback.jpg', callbackParameter(publicUrl, NO_UPLOAD))
  return judgeCallback(await sendForm(context, ticket), publicUrl)
}

/** OSS gives our 200 to the client as it is, and makes a 203 of anything else. */
export function judgeCallback({ error: refused, body }: OssAnswer, publicUrl: string): Finding[] {
  // Our own answer to a callback whose signature does not fit.
  if (refused?.message.includes('Error status : 403')) return [NOT_BELIEVED]
  if (refused) return [refusal(refused)]
  const code = codeIn(body.toString('utf8'))
  if (code === 'upload-invalid') return [fact('answered', `${publicUrl} 应答正常`, `${publicUrl} answers as it should`)]
  return [
    error(
      'not-ours',
      { zh: `${publicUrl} 上应答的不是本后端`, en: `what answers at ${publicUrl} is not this backend` },
      {
        mend: {
          zh: 'PUBLIC_URL 要指向本后端挂载的地方（后面接 /v1/uploads/callback）。',
          en: 'PUBLIC_URL has to lead to where this backend is mounted (before /v1/uploads/callback).',
        },
      },
    ),
  ]
}

const NOT_BELIEVED = error(
  'not-believed',
  { zh: '后端不认这次回调的签名', en: 'the backend does not believe the callback’s signature' },
  {
    mend: {
      zh: '反向代理改了路径或请求体：后端的 PUBLIC_URL 要与这里的一致，代理不要改写。',
      en: 'A proxy changes path or body: the backend’s own PUBLIC_URL has to be this one, and the proxy must rewrite nothing.',
    },
  },
)

export const judgeRegion = (region: string): Finding[] =>
  REGIONS.includes(region)
    ? []
    : [
        warning(
          'region-without-callback',
          {
            zh: `文档列出的回调地域里没有 ${region}`,
            en: `the documentation does not list ${region} among the regions with callbacks`,
          },
          {
            mend: {
              zh: '若下面的回调失败，去掉 PUBLIC_URL，客户端会用 complete 确认。',
              en: 'If the callback fails, drop PUBLIC_URL: clients then confirm by complete.',
            },
          },
        ),
      ]

/** OSS calls IPv4 addresses only. */
async function judgeAddress(hostname: string): Promise<Finding[]> {
  if (isLoopback(`http://${hostname}`)) return []
  try {
    await lookup(hostname, { family: 4 })
    return []
  } catch (thrown) {
    const { code } = Object(thrown) as { code?: unknown }
    const found = refusal(said('network', { code: String(code) }))
    const text = {
      zh: `${hostname} 没有 IPv4 地址：OSS 只用 IPv4 回调`,
      en: `${hostname} has no IPv4 address, and OSS calls back by IPv4 only`,
    }
    return [{ ...found, code: 'no-ipv4', found: text }]
  }
}

function codeIn(text: string): string {
  try {
    return String(Object(Object(JSON.parse(text)).error).code)
  } catch {
    return ''
  }
}
