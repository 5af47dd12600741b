import type { Difference } from './difference'

/** The string to sign of a form is the base64 of its policy. Returns nothing when both are identical. */
export function comparePolicies(theirs: string, ours: string): Difference[] {
  if (theirs === ours) return []
  const [a, b] = [document(theirs), document(ours)]
  if (JSON.stringify(a) === JSON.stringify(b)) {
    const place = { zh: 'policy 的 base64', en: 'the policy’s base64' }
    const cause = {
      zh: '内容相同，但重新序列化或重新编码过：只序列化一次、只编码一次，签名的和发送的必须是同一段文本。',
      en: 'The content is the same, but it was serialised or encoded twice. Do each once, and send exactly the text that was signed.',
    }
    return [{ place, theirs, ours, cause }]
  }
  const cause = { zh: '签名的是另一份 policy。', en: 'Another policy was signed.' }
  const expiration = { zh: 'policy 的 expiration', en: 'the policy’s expiration' }
  const [extra, lacking] = [without(a.conditions, b.conditions), without(b.conditions, a.conditions)]
  return [
    ...(a.expiration === b.expiration ? [] : [{ place: expiration, theirs: a.expiration, ours: b.expiration, cause }]),
    ...extra.map((text) => ({ place: CONDITION, theirs: text, ours: '', cause })),
    ...lacking.map((text) => ({ place: CONDITION, theirs: '', ours: text, cause })),
  ]
}

const CONDITION = { zh: 'policy 的条件', en: 'a condition of the policy' }

const without = (list: string[], others: string[]): string[] => list.filter((text) => !others.includes(text))

/** Decodes a policy. A policy that cannot be decoded is compared as text. */
function document(base64: string): { expiration: string; conditions: string[] } {
  try {
    const { expiration, conditions } = JSON.parse(Buffer.from(base64, 'base64').toString('utf8')) as Record<
      string,
      unknown
    >
    const list = Array.isArray(conditions) ? conditions : []
    return { expiration: String(expiration), conditions: list.map((condition) => JSON.stringify(condition)) }
  } catch {
    return { expiration: base64, conditions: [] }
  }
}
