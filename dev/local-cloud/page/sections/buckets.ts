import type { BucketView } from '../../cloud/inspection'
import { formatBytes } from '../format-bytes'
import { type Html, html } from '../html'
import { addressOf, type View } from '../view'

export function bucketsSection(view: View): Html {
  const { words, inspection } = view
  const { columns } = words
  // The first bucket is the default one.
  const rows = inspection.buckets().map((bucket, index) => row(view, bucket, index === 0))
  return html`<section class="card" aria-labelledby="buckets">
<h2 id="buckets">${words.headings.buckets}</h2>
<div class="scroller" tabindex="0" role="group" aria-labelledby="buckets">
<table>
<thead><tr>
<th scope="col">${columns.name}</th><th scope="col">${columns.acl}</th>
<th scope="col" class="number">${columns.objects}</th><th scope="col" class="number">${columns.size}</th>
<th scope="col" class="number">${columns.uploads}</th><th scope="col" class="number">${columns.cors}</th>
<th scope="col" class="number">${columns.lifecycle}</th>
</tr></thead>
<tbody data-list>${rows}</tbody>
</table>
</div>
</section>`
}

function row(view: View, bucket: BucketView, isDefault: boolean): Html {
  const { name, acl, blockPublicAccess, objects, bytes, uploads, corsRules, lifecycleRules } = bucket
  const { words } = view
  const isChosen = name === view.bucket
  return html`<tr data-key="${name}"${isChosen && html` class="chosen"`}>
<th scope="row"><a href="${addressOf(view, { bucket: name, find: '' })}"${isChosen && html` aria-current="true"`}>${name}</a>
${isDefault && html`<span class="tag">${words.defaultBucket}</span>`}</th>
<td>${acl}${blockPublicAccess && html` <span class="tag">${words.blocked}</span>`}</td>
<td class="number">${objects}</td><td class="number">${formatBytes(bytes)}</td><td class="number">${uploads}</td>
<td class="number">${corsRules}</td><td class="number">${lifecycleRules}</td>
</tr>`
}
