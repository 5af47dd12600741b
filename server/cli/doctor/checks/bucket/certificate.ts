import type { Certificate } from '../../../cloud/certificate'
import { reportedError } from '../../../cloud/reported-error'
import { type Check, type Finding, fact, warning } from '../check'
import { refusal } from '../refusals'

const DAY_MS = 86_400_000
const SOON_DAYS = 14

export const CERTIFICATE: Check = {
  id: 'certificate',
  title: { zh: '域名证书', en: 'certificates' },
  why: {
    zh: '微信不接受证书过期、域名不符或证书链不完整的 HTTPS。',
    en: 'WeChat refuses HTTPS with a certificate that has expired, is for another name, or lacks its chain.',
  },
  needs: ['configuration'],
  async run({ settings, certificateOf, now }) {
    const origins = [...new Set([settings.oss.domain, settings.oss.endpoint])].map((url) => new URL(url))
    const secure = origins.filter(({ protocol }) => protocol === 'https:')
    if (secure.length === 0)
      return [fact('none', 'OSS 的域名在本机，没有使用 HTTPS', 'the domain of OSS is on this machine, without HTTPS')]
    const found = await Promise.all(
      secure.map(async ({ hostname, port }) =>
        judgeCertificate(hostname, await certificateOf(hostname, Number(port) || 443), now()),
      ),
    )
    return found.flat()
  },
}

/** Finds nothing if the host did not answer: another check reports that. */
export function judgeCertificate(host: string, certificate: Certificate | undefined, now: number): Finding[] {
  if (!certificate) return []
  const { problem, validTo } = certificate
  const until = new Date(validTo).toISOString().slice(0, 10)
  if (problem) {
    const found = refusal(reportedError('network', { code: problem }))
    return [{ ...found, found: { zh: `${host}：${found.found.zh}`, en: `${host}: ${found.found.en}` } }]
  }
  const days = Math.floor((validTo - now) / DAY_MS)
  if (days >= SOON_DAYS)
    return [fact('valid', `${host} 的证书有效期到 ${until}`, `the certificate of ${host} is valid until ${until}`)]
  return [
    warning(
      'certificate-soon',
      {
        zh: `${host} 的证书将在 ${days} 天后过期（${until}）`,
        en: `the certificate of ${host} expires in ${days} days (${until})`,
      },
      {
        fix: {
          zh: '续期，并在 OSS 控制台“Bucket 配置 → 域名管理 → 证书托管”重新上传。',
          en: 'Renew it, and upload it again in the OSS console (Bucket Settings → Domain Names → Certificate Hosting).',
        },
      },
    ),
  ]
}
