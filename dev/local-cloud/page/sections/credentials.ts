import type { CredentialView } from '../../cloud/inspection'
import { dateText, timeText } from '../format'
import { type Html, html } from '../html'
import type { View } from '../view'
import { details } from './details'
import { MASKED } from './facts'

const MAX_SHOWN = 50

/** The credentials that AssumeRole issued, newest first. Their secrets and tokens are not in the view. */
export function credentialsSection(view: View): Html {
  const { words, inspection } = view
  const credentials = inspection.credentials()
  const shown = credentials.slice(0, MAX_SHOWN)
  return html`<section class="card" aria-labelledby="credentials">
<h2 id="credentials">${words.headings.credentials} <span class="count" data-list><span data-key="count">${credentials.length > 0 && words.newest(shown.length, credentials.length)}</span></span></h2>
<ul class="rows" data-list>
${shown.map((credential) => item(view, credential))}
${shown.length === 0 && html`<li class="none" data-key="none">${words.none.credentials}</li>`}
</ul>
</section>`
}

function item({ words, now }: View, credential: CredentialView): Html {
  const { accessKeyId, roleSessionName, issued, expires, isRevoked, policy } = credential
  const state = isRevoked ? 'revoked' : expires <= now ? 'expired' : 'active'
  return html`<li data-key="${accessKeyId}"><details>
<summary class="object">
<span class="name"><b>${roleSessionName}</b><small><code>${accessKeyId}</code></small></span>
<span class="aside"><span class="state ${state}">${words.session[state]}</span><small>${words.until} ${timeText(expires, now)}</small></span>
</summary>
<div class="more">
${details([
  ['AccessKeyId', html`<code>${accessKeyId}</code>`],
  ['AccessKeySecret', MASKED],
  ['SecurityToken', MASKED],
  [words.started, html`${dateText(issued)}`],
  [words.until, html`${dateText(expires)}`],
  [words.policy, policy === '' ? html`${words.noPolicy}` : html`<pre tabindex="0">${indented(policy)}</pre>`],
])}
</div>
</details></li>`
}

function indented(policy: string): string {
  try {
    return JSON.stringify(JSON.parse(policy), null, 2)
  } catch {
    return policy
  }
}
