import { lookup } from 'node:dns/promises'
import { isLoopback } from '../../../../config/values'
import { callbackParameter } from '../../../../oss/callback/callback-parameter'
import type { OssAnswer } from '../../../cloud/oss'
import { reportedError } from '../../../cloud/reported-error'
import type { Context } from '../../context/context'
import { sendForm, trialTicket } from '../../trial/trial-ticket'
import { judgeCertificate } from '../bucket/certificate'
import { type Check, error, type Finding, fact, warning } from '../check'
import { refusal } from '../refusals'

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
    zh: '回调成功时，上传的响应就是确认结果；回调失败时，客户端会多发一次确认请求，文件不会丢失。',
    en: 'If the callback works, the answer to an upload also confirms it. If not, clients confirm with one more request; no file is lost.',
  },
  needs: ['form'],
  async run(context) {
    const { publicUrl, oss } = context.settings
    if (!publicUrl)
      return [
        fact(
          'none',
          '没有设置 PUBLIC_URL：客户端调用 /v1/uploads/complete 确认',
          'PUBLIC_URL is not set: clients confirm with /v1/uploads/complete',
        ),
      ]
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

/** An invalid `upload` token: the callback is signed and answered, but the backend confirms nothing. */
const NO_UPLOAD = 'doctor'

async function callBack(context: Context, publicUrl: string): Promise<Finding[]> {
  const ticket = await trialTicket(context, 'callback.jpg', {
    parameter: callbackParameter(publicUrl),
    upload: NO_UPLOAD,
  })
  return judgeCallback(await sendForm(context, ticket), publicUrl)
}

/** OSS passes the backend’s 200 on to the client. Any other status becomes 203. */
function judgeCallback({ error: refused, body }: OssAnswer, publicUrl: string): Finding[] {
  // The backend answers 403 to a callback whose signature is wrong.
  if (refused?.message.includes('Error status : 403')) return [SIGNATURE_REFUSED]
  if (refused) return [refusal(refused)]
  const code = codeIn(body.toString('utf8'))
  if (code === 'upload-invalid') return [fact('answered', `${publicUrl} 响应正常`, `${publicUrl} answers correctly`)]
  return [
    error(
      'other-server',
      { zh: `${publicUrl} 的响应不是来自本后端`, en: `the answer of ${publicUrl} is not from this backend` },
      {
        fix: {
          zh: 'PUBLIC_URL 要指向本后端的挂载路径，OSS 会在后面加上 /v1/uploads/callback。',
          en: 'PUBLIC_URL must be the URL where this backend is mounted; /v1/uploads/callback is appended to it.',
        },
      },
    ),
  ]
}

const SIGNATURE_REFUSED = error(
  'signature-refused',
  {
    zh: '回调得到 403：后端拒绝了它的签名，或者前面的网关拒绝了请求',
    en: 'the callback was answered with 403: the backend refused its signature, or a gateway in front of it refused the request',
  },
  {
    fix: {
      zh: '如果后端的日志里有这次回调，就是反向代理改动了路径或请求体：后端的 PUBLIC_URL 要与这里一致，代理要原样转发。日志里没有时，请检查网关与 WAF 的规则。',
      en: 'If the backend’s log has this callback, a proxy changes the path or the body: the backend’s PUBLIC_URL must be the same as here, and the proxy must change nothing. If not, check the rules of the gateway or WAF.',
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
            zh: `文档列出的支持回调的地域里没有 ${region}`,
            en: `the documentation does not list ${region} among the regions with callbacks`,
          },
          {
            fix: {
              zh: '如果回调失败，请删除 PUBLIC_URL，客户端会调用 /v1/uploads/complete 确认。',
              en: 'If the callback fails, remove PUBLIC_URL: clients then confirm with /v1/uploads/complete.',
            },
          },
        ),
      ]

/** OSS calls only IPv4 addresses. */
async function judgeAddress(hostname: string): Promise<Finding[]> {
  if (isLoopback(`http://${hostname}`)) return []
  try {
    await lookup(hostname, { family: 4 })
    return []
  } catch (thrown) {
    const { code } = Object(thrown) as { code?: unknown }
    const found = refusal(reportedError('network', { code: String(code) }))
    const text = {
      zh: `${hostname} 没有 IPv4 地址，而 OSS 只通过 IPv4 回调`,
      en: `${hostname} has no IPv4 address, but OSS sends callbacks only over IPv4`,
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
