import type { JournalEntry } from '../../cloud/journal'
import { dateText, timeText } from '../format'
import { type Html, html } from '../html'
import type { View } from '../view'
import { ruleText } from '../words/rule-text'
import { details } from './details'

const MAX_SHOWN = 200

/** The last requests, newest first, each with its result and the rule that decided. */
export function requestsSection(view: View): Html {
  const { words, inspection } = view
  const requests = inspection.requests(MAX_SHOWN)
  return html`<section class="card requests" aria-labelledby="requests">
<h2 id="requests">${words.headings.requests} <span class="count" data-list><span data-key="count">${requests.length || ''}</span></span></h2>
<ul class="rows scroller" data-list tabindex="0" aria-labelledby="requests">
${requests.map((entry) => item(view, entry))}
${requests.length === 0 && html`<li class="none" data-key="none">${words.none.requests}</li>`}
</ul>
</section>`
}

function item({ words, language, now }: View, entry: JournalEntry): Html {
  const { requestId, service, verdict, operation, status, code, ec, key, bucket, time } = entry
  // The URL of a callback may contain a token.
  const what = service === 'callback' ? key.replace(/\?.*/s, '?…') : key || bucket
  const rule = ruleText(entry.rule, language) || words.noRule
  return html`<li data-key="${service}-${requestId}"><details>
<summary class="request">
<span class="verdict ${verdict}">${words.verdicts[verdict]}</span>
<span class="asked"><b>${operation}</b> <span class="muted" title="${what}">${what}</span></span>
<span class="status">${status || '—'}${code && html` <b class="code">${code}</b>`}</span>
<span class="rule">${rule}</span>
<time datetime="${new Date(time).toISOString()}">${timeText(time, now)}</time>
</summary>
<div class="more">
${details([
  [words.request.who, html`${words.who[entry.who]} · ${words.via[entry.via]}`],
  [words.request.key, entry.accessKeyId ? html`<code>${entry.accessKeyId}</code>` : undefined],
  [words.request.object, what ? html`<code>${entry.method} ${what}</code>` : undefined],
  [words.request.message, entry.message ? html`${entry.message}` : undefined],
  ['EC', ec ? html`<code>${ec}</code>` : undefined],
  [words.request.agent, entry.userAgent ? html`${entry.userAgent}` : undefined],
  [words.request.id, html`<code>${requestId}</code>`],
  [words.request.time, html`${dateText(time)}`],
])}
</div>
</details></li>`
}
