import { ADMIN_PATH } from '../../admin/path'
import { percentEncode } from '../../http/exchange'
import type { ObjectRecord } from '../../store/record'
import { dateText, extensionOf, splitKey, timeText } from '../format'
import { formatBytes } from '../format-bytes'
import { type Html, html } from '../html'
import type { View } from '../view'
import { details } from './details'

const MAX_SHOWN = 60

/** The newest objects of the chosen bucket, with all their data. */
export function objectsSection(view: View): Html {
  const { words, inspection, bucket, find, language } = view
  const all = inspection.objects(bucket) ?? []
  const found = all.filter(({ key }) => key.includes(find))
  const shown = [...found].sort((a, b) => b.lastModified - a.lastModified).slice(0, MAX_SHOWN)
  const none = all.length === 0 ? words.none.objects : words.none.found
  return html`<section class="card" aria-labelledby="objects">
<div class="bar">
<h2 id="objects">${words.headings.objects} <span class="count" data-list><span data-key="count">${words.newest(shown.length, found.length)}</span></span></h2>
<form method="get" role="search">
<input type="hidden" name="lang" value="${language}"><input type="hidden" name="bucket" value="${bucket}">
<input type="search" name="find" value="${find}" placeholder="${words.find}" aria-label="${words.find}" autocomplete="off">
</form>
</div>
<ul class="rows scroller" data-list tabindex="0" aria-labelledby="objects">
${shown.map((record) => item(view, record))}
${shown.length === 0 && html`<li class="none" data-key="none">${none}</li>`}
</ul>
</section>`
}

function item(view: View, record: ObjectRecord): Html {
  const { words } = view
  const { key, size, lastModified, acl } = record
  const { folder, name } = splitKey(key)
  return html`<li data-key="${record.key}"><details>
<summary class="object">
<span class="thumb" data-type="${extensionOf(key)}">${picture(view, record, 160)}</span>
<span class="name"><b title="${key}">${name}</b><small>${folder || '/'}</small></span>
${acl.startsWith('public') && html`<span class="tag warn">${acl}</span>`}
<span class="aside">${formatBytes(size)}<small><time datetime="${new Date(lastModified).toISOString()}">${timeText(lastModified, view.now)}</time></small></span>
</summary>
<div class="more">
${picture(view, record, 480)}
${details([
  [words.request.object, html`<code>${key}</code>`],
  [words.columns.size, html`${size} B`],
  [words.object.modified, html`${dateText(lastModified)}`],
  [words.object.type, html`${record.type ?? 'Normal'}`],
  [words.object.acl, html`${acl}`],
  [words.object.class, html`${record.storageClass}`],
  ['ETag', html`<code>${record.etag}</code>`],
  ['CRC-64', html`<code>${record.crc64}</code>`],
  [words.object.headers, pairs(record.headers)],
  [words.object.meta, pairs(record.meta)],
])}
<a class="plain" href="${adminAddress(view.bucket, 'objects', key)}" download="${splitKey(key).name}">${words.download}</a>
</div>
</details></li>`
}

/** A thumbnail, made by the same code as `x-oss-process`. If it fails, the tile shows the extension. */
function picture({ bucket }: View, { key, headers, etag }: ObjectRecord, side: number): Html | false {
  const isPicture = /^image\/(?!svg)/i.test(headers['Content-Type'] ?? '')
  if (!isPicture) return false
  const address = `${adminAddress(bucket, 'thumbnails', key)}?side=${side}&v=${etag}`
  return html`<img src="${address}" alt="" loading="lazy">`
}

const adminAddress = (bucket: string, what: string, key: string): string =>
  `${ADMIN_PATH}/buckets/${bucket}/${what}/${key.split('/').map(percentEncode).join('/')}`

function pairs(record: Record<string, string>): Html | undefined {
  const lines = Object.entries(record).map(([name, value]) => html`<code>${name}: ${value}</code><br>`)
  return lines.length > 0 ? html`${lines}` : undefined
}
