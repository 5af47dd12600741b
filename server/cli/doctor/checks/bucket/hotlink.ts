import { presignUrl } from '../../../../../miniprogram/uploader/oss-v4/presign'
import { formatDate } from '../../../../../miniprogram/uploader/oss-v4/signing-scope'
import { nodePrimitives } from '../../../../oss/signing/node-primitives'
import { type OssAnswer, withError } from '../../../cloud/oss'
import { ALLOW_REFERER } from '../../../explain/tables/referer'
import type { Context } from '../../context/context'
import { type Check, error, type Finding, fact, warning } from '../check'

export const HOTLINK: Check = {
  id: 'hotlink',
  title: { zh: '防盗链（Referer）', en: 'hotlink protection (Referer)' },
  why: {
    zh: '小程序读取文件时带有 Referer https://servicewechat.com/…，部分手机与播放器不带；防盗链不允许时，文件能上传但不能显示。',
    en: 'A mini-program reads files with the Referer https://servicewechat.com/…, some phones and players without one. If the protection refuses these, files can be uploaded but not shown.',
  },
  needs: ['domain'],
  async run(context) {
    const referers = [
      '',
      miniProgramPage(context),
      ...(context.settings.corsOrigins ?? []).map((origin) => `${origin}/`),
    ]
    const url = await signedUrl(context)
    const answers = await Promise.all(
      referers.map(async (referer) => ({
        referer,
        answer: withError(await context.http({ method: 'GET', url, headers: referer ? { referer } : {} })),
      })),
    )
    return judgeHotlink(answers)
  },
}

/** The page that `wx` names in each request: https://developers.weixin.qq.com/miniprogram/dev/framework/ability/network.html */
function miniProgramPage({ settings: { identity } }: Context): string {
  const appid = identity?.kind === 'wechat' ? identity.appid : 'wx0123456789abcdef'
  return `https://servicewechat.com/${appid}/0/page-frame.html`
}

/** Requests with an Authorization header are not checked for their Referer, those by a signed URL are. */
async function signedUrl({ session, settings, keyFor, now }: Context): Promise<string> {
  const { bucket, region, domain } = settings.oss
  const request = { method: 'GET' as const, bucket, key: keyFor('nothing', ''), expiresSeconds: 60 }
  return presignUrl(domain, request, await session('read'), { date: formatDate(now()), region }, nodePrimitives)
}

interface Visit {
  /** '' for a request without one. */
  referer: string
  answer: Pick<OssAnswer, 'status' | 'error'>
}

/** Judges requests for a missing object that differ only in their Referer. */
function judgeHotlink(visits: readonly Visit[]): Finding[] {
  // OSS says why it refuses. A CDN does not, but it does not refuse all of them.
  const isSome = visits.some(({ answer }) => answer.status !== 403)
  const refused = visits.filter(({ answer }) => isReferer(answer) || (isSome && answer.status === 403))
  const named = refused.filter(({ referer }) => referer !== '').map(({ referer }) => referer)
  const found: Finding[] = []
  if (named.length > 0) {
    const list = named.join(', ')
    found.push(error('referer-refused', { zh: `拒绝 Referer ${list}`, en: `refuses the Referer ${list}` }, FIX))
  }
  if (refused.length > named.length) found.push(EMPTY_REFUSED)
  return found.length > 0 ? found : [ALLOWED]
}

/** Whether OSS refused the request for its Referer. */
export const isReferer = ({ error: refused }: Pick<OssAnswer, 'error'>): boolean =>
  /^0003-0000050[1-3]$/.test(refused?.ec ?? '') || /referer/i.test(refused?.message ?? '')

const FIX = { fix: ALLOW_REFERER }

const EMPTY_REFUSED = warning(
  'empty-referer-refused',
  {
    zh: '拒绝没有 Referer 的请求：部分手机、播放器和下载工具会失败',
    en: 'refuses requests without a Referer: some phones, players and download tools fail',
  },
  FIX,
)

const ALLOWED = fact(
  'allowed',
  '允许小程序的 Referer 与空 Referer',
  'the Referer of mini-programs and an empty one are allowed',
)
