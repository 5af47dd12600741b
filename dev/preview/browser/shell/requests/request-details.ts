import { formatBytes } from '../../../../../miniprogram/uploader/messages/format-bytes'
import { el } from '../../../../ui/element'
import type { RequestDetail, RequestNote } from '../../../wire'
import type { Words } from '../words'

/** Everything about one request: what was sent, which file, the policy in plain text, and the answer. */
export function requestDetails({ method, path, detail, code }: RequestNote, { details }: Words): HTMLElement {
  const { url, headers, fields, file, body, answer, journal } = detail
  const policy = fields?.policy === undefined ? undefined : decodedPolicy(fields.policy)
  const sections = [
    text(details.request, `${method} ${url || path}`),
    list(details.headers, headers),
    file && text(details.file, `${file.path}  ${formatBytes(file.bytes)}`),
    list(details.fields, fields),
    text(details.policy, policy),
    text(details.body, readable(body)),
    list(details.answerHeaders, answer?.headers),
    text(details.answer, readable(answer?.body)),
    list(details.journal, journal),
    !answer && code ? text(details.answer, code) : undefined,
  ]
  return el('div', { class: 'detail' }, ...sections.flatMap((section) => section ?? []))
}

function text(title: string, content: string | undefined): HTMLElement | undefined {
  if (!content) return undefined
  return el('section', {}, el('h3', {}, title), el('pre', {}, content))
}

function list(title: string, values: RequestDetail['headers']): HTMLElement | undefined {
  const entries = Object.entries(values ?? {})
  if (entries.length === 0) return undefined
  const rows = entries.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)])
  return el('section', {}, el('h3', {}, title), el('dl', {}, ...rows))
}

/** The policy is JSON in Base64: https://help.aliyun.com/en/oss/developer-reference/postobject */
function decodedPolicy(policy: string): string {
  try {
    const bytes = Uint8Array.from(atob(policy), (character) => character.charCodeAt(0))
    return readable(new TextDecoder().decode(bytes)) ?? ''
  } catch {
    return policy
  }
}

/** JSON is shown with one value in a line. */
function readable(content: string | undefined): string | undefined {
  try {
    return content && JSON.stringify(JSON.parse(content), null, 2)
  } catch {
    return content
  }
}
