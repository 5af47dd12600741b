import { type Check, error, type Finding, fact, warning } from '../check'

/** OSS and STS allow a difference of 15 minutes. */
const LIMIT_MS = 15 * 60_000
/** A larger difference shortens the life of tickets and tokens noticeably. */
const WARNING_MS = 60_000

export const CLOCK: Check = {
  id: 'clock',
  title: { zh: '连接与时钟', en: 'connection and clock' },
  why: {
    zh: '签名里有时间，与 OSS 的时间相差超过 15 分钟就会被拒绝。',
    en: 'Signatures contain the time. OSS refuses them if it differs from its own by more than 15 minutes.',
  },
  needs: ['configuration', 'certificate'],
  async run({ oss, now }) {
    const before = now()
    const { headers } = await oss.call({ method: 'GET' })
    return judgeClock(Date.parse(headers.date ?? ''), before, now())
  },
}

/** `serverTime`: the Date of OSS, in whole seconds, written between `before` and `after`. All are in ms since 1970. */
export function judgeClock(serverTime: number, before: number, after: number): Finding[] {
  if (Number.isNaN(serverTime)) return [fact('no-date', 'OSS 的响应没有 Date', 'the answer of OSS has no Date')]
  const difference = serverTime + 500 - (before + after) / 2
  const seconds = Math.round(difference / 1000)
  const [zh, en] = seconds > 0 ? ['慢', 'behind'] : ['快', 'ahead']
  const text = {
    zh: `本机的时钟${zh}了 ${Math.abs(seconds)} 秒`,
    en: `the clock of this machine is ${Math.abs(seconds)} s ${en}`,
  }
  if (Math.abs(difference) > LIMIT_MS) return [error('clock-skew', text, FIX)]
  if (Math.abs(difference) > WARNING_MS) return [warning('clock-skew', text, FIX)]
  return [fact('clock', '与 OSS 的时间相差不到一分钟', 'differs from the clock of OSS by less than a minute')]
}

const FIX = {
  fix: {
    zh: '同步时钟（容器使用宿主机的时钟）；Windows 上用管理员身份运行 w32tm /resync。',
    en: 'Synchronise the clock (containers use that of their host). On Windows run w32tm /resync as administrator.',
  },
  command: 'sudo timedatectl set-ntp true',
}
