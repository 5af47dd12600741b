import { commandHere } from '../../../terminal/command-here'
import { type Entry, entry } from '../entry'

const callback = (code: string, zh: string, en: string): Entry =>
  entry(
    code,
    zh,
    en,
    `原样使用凭证里的 callback；检查 PUBLIC_URL（${commandHere('doctor --only callback')}）。`,
    `Use the ticket’s callback unchanged; check PUBLIC_URL (${commandHere('doctor --only callback')}).`,
  )

/** Callbacks. */
export const EC_CALLBACK: readonly Entry[] = [
  callback('0007-00000002', 'callback 不是 JSON 的 base64。', 'The callback is not base64 of JSON.'),
  callback(
    '0007-00000004',
    'callbackUrl 不合法：必须是公网 IPv4 的 http(s) 地址。',
    'The callbackUrl is not valid: it must be an http(s) URL with a public IPv4 address.',
  ),
  callback('0007-00000005', 'callbackUrl 超过 5 个。', 'There are more than 5 callbackUrls.'),
  callback('0007-00000011', 'callback 没有 callbackBody。', 'The callback has no callbackBody.'),
  callback(
    '0007-00000203',
    '文件已存储，但回调没有返回 200。',
    'The file is stored, but the callback was not answered with 200.',
  ),
  callback(
    '0007-00000205',
    '文件已存储，但回调的响应不是 JSON。',
    'The file is stored, but the answer to the callback is not JSON.',
  ),
]
