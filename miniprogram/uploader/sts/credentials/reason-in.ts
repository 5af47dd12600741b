import { isRecord } from '../../core/backend/json'

/** What backends call their own sentence about a failure. */
const NAMES = ['message', 'msg', 'errmsg', 'errormessage', 'errordescription', 'error', 'reason', 'detail']
const MOST_CHARACTERS = 200
const MOST_DEPTH = 3

/**
 * The backend's own words in an answer that is not one of STS, for the developer's console; '' if it says nothing. No
 * other field is shown, because it may be a secret.
 * @param body the parsed body, or the text of one that is no JSON, such as a gateway's error page
 */
export function reasonIn(body: unknown): string {
  const words = typeof body === 'string' ? wordsOf(body) : sentenceIn(body, MOST_DEPTH)
  return words.slice(0, MOST_CHARACTERS)
}

function sentenceIn(body: unknown, depth: number): string {
  if (!isRecord(body) || depth === 0) return ''
  const names = Object.keys(body)
  for (const wanted of NAMES) {
    const value = body[names.find((name) => name.replace(/[_-]/g, '').toLowerCase() === wanted) ?? '']
    if (typeof value === 'string' && value) return value
  }
  return names.map((name) => sentenceIn(body[name], depth - 1)).find(Boolean) ?? ''
}

/** The words of a page. A text that looks like a broken answer with credentials is not shown. */
const wordsOf = (page: string): string =>
  /secret|token/i.test(page)
    ? ''
    : page
        .replace(/<style[\s\S]*?<\/style>|<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim()
