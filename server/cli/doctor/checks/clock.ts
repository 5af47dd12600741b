import { type Check, error, type Finding, fact, warning } from '../check'

/** OSS and STS allow 15 minutes. */
const MOST_MS = 15 * 60_000
/** Short-lived tickets and tokens begin to suffer. */
const MUCH_MS = 60_000

export const CLOCK: Check = {
  id: 'clock',
  title: { zh: '连接与时钟', en: 'connection and clock' },
  why: {
    zh: '签名里有时间，与 OSS 相差超过 15 分钟就会被拒绝。',
    en: 'Signatures carry the time: more than 15 minutes apart from OSS’s, they are refused.',
  },
  needs: ['configuration', 'certificate'],
  async run({ oss, now }) {
    const before = now()
    const { headers } = await oss.call({ method: 'GET' })
    return judgeClock(Date.parse(headers.date ?? ''), before, now())
  },
}

/** `theirs`: OSS’s Date, of whole seconds; it was written between `before` and `after`. All in ms. */
export function judgeClock(theirs: number, before: number, after: number): Finding[] {
  if (Number.isNaN(theirs)) return [fact('no-date', 'OSS 的应答没有 Date', 'OSS’s answer has no Date')]
  const off = theirs + 500 - (before + after) / 2
  const seconds = Math.round(off / 1000)
  const [zh, en] = seconds > 0 ? ['慢', 'behind'] : ['快', 'ahead']
  const text = {
    zh: `这台机器的时钟${zh}了 ${Math.abs(seconds)} 秒`,
    en: `this machine’s clock is ${Math.abs(seconds)} s ${en}`,
  }
  if (Math.abs(off) > MOST_MS) return [error('clock-off', text, MEND)]
  if (Math.abs(off) > MUCH_MS) return [warning('clock-off', text, MEND)]
  return [fact('clock', '与 OSS 相差不到一分钟', 'within a minute of OSS’s')]
}

const MEND = {
  mend: {
    zh: '校时（容器跟随宿主机）；Windows 用管理员运行 w32tm /resync。',
    en: 'Set it (containers follow their host); on Windows run w32tm /resync as administrator.',
  },
  command: 'sudo timedatectl set-ntp true',
}
