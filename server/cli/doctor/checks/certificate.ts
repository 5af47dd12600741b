import type { Certificate } from '../../cloud/certificate'
import { said } from '../../explain/said'
import { type Check, type Finding, fact, warning } from '../check'
import { refusal } from '../refusals'

const DAY_MS = 86_400_000
const SOON_DAYS = 14

export const CERTIFICATE: Check = {
  id: 'certificate',
  title: { zh: '域名证书', en: 'certificates' },
  why: {
    zh: '微信不接受过期、域名不符或证书链不全的 https。',
    en: 'WeChat takes no https whose certificate is expired, of another name, or without its chain.',
  },
  needs: ['configuration'],
  async run({ settings: { config }, certificateOf, now }) {
    const origins = [...new Set([config.oss.domain, config.oss.endpoint])].map((url) => new URL(url))
    const secure = origins.filter(({ protocol }) => protocol === 'https:')
    if (secure.length === 0) return [fact('none', '都在这台机器上，没有 https', 'all on this machine, without https')]
    const found = await Promise.all(
      secure.map(async ({ hostname, port }) =>
        judgeCertificate(hostname, await certificateOf(hostname, Number(port) || 443), now()),
      ),
    )
    return found.flat()
  },
}

/** Nothing where nobody answered: that is for another check to say. */
export function judgeCertificate(host: string, certificate: Certificate | undefined, now: number): Finding[] {
  if (!certificate) return []
  const { problem, validTo } = certificate
  const until = new Date(validTo).toISOString().slice(0, 10)
  if (problem) {
    const found = refusal(said('network', { code: problem }))
    return [{ ...found, found: { zh: `${host}：${found.found.zh}`, en: `${host}: ${found.found.en}` } }]
  }
  const days = Math.floor((validTo - now) / DAY_MS)
  if (days >= SOON_DAYS) return [fact('valid', `${host} 有效到 ${until}`, `${host} is valid until ${until}`)]
  return [
    warning(
      'certificate-soon',
      {
        zh: `${host} 的证书还有 ${days} 天过期（${until}）`,
        en: `the certificate of ${host} ends in ${days} days (${until})`,
      },
      {
        mend: {
          zh: '续期并重新上传：OSS 控制台“Bucket 配置 → 域名管理 → 证书托管”。',
          en: 'Renew it and upload it again: OSS console, Bucket Settings → Domain Names → Certificate Hosting.',
        },
      },
    ),
  ]
}
