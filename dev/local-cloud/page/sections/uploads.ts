import type { UploadView } from '../../cloud/inspection'
import { dateText, splitKey, timeText } from '../format'
import { formatBytes } from '../format-bytes'
import { type Html, html } from '../html'
import type { View } from '../view'
import { details } from './details'

/** Multipart uploads in progress in the chosen bucket. */
export function uploadsSection(view: View): Html {
  const { words, inspection, bucket } = view
  const uploads = [...(inspection.uploads(bucket) ?? [])].sort((a, b) => b.initiated - a.initiated)
  return html`<section class="card" aria-labelledby="uploads">
<h2 id="uploads">${words.headings.uploads} <span class="count" data-list><span data-key="count">${uploads.length || ''}</span></span></h2>
<ul class="rows" data-list>
${uploads.map((upload) => item(view, upload))}
${uploads.length === 0 && html`<li class="none" data-key="none">${words.none.uploads}</li>`}
</ul>
</section>`
}

function item({ words, now }: View, { key, uploadId, initiated, parts }: UploadView): Html {
  const bytes = parts.reduce((sum, { size }) => sum + size, 0)
  const { folder, name } = splitKey(key)
  return html`<li data-key="${uploadId}"><details>
<summary class="object">
<span class="name"><b title="${key}">${name}</b><small>${folder || '/'}</small></span>
<span class="aside">${words.parts(parts.length)} · ${formatBytes(bytes)}<small>${words.started} ${timeText(initiated, now)}</small></span>
</summary>
<div class="more">
${details([
  [words.request.object, html`<code>${key}</code>`],
  ['UploadId', html`<code>${uploadId}</code>`],
  [words.started, html`${dateText(initiated)}`],
])}
${parts.length > 0 && partTable(parts)}
</div>
</details></li>`
}

const partTable = (parts: UploadView['parts']): Html => html`<div class="scroller"><table>
<thead><tr><th scope="col" class="number">#</th><th scope="col" class="number">B</th><th scope="col">ETag</th></tr></thead>
<tbody>${parts.map(
  ({ number, size, etag }) =>
    html`<tr><td class="number">${number}</td><td class="number">${size}</td><td><code>${etag}</code></td></tr>`,
)}</tbody>
</table></div>`
