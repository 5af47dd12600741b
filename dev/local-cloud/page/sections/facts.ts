import type { Conditions } from '../../link'
import { speedText } from '../format'
import { type Html, html } from '../html'
import type { View } from '../view'
import type { Words } from '../words/texts'

/** The data that a client needs, without the secret, and the faults that are active. */
export function facts({ words, inspection, addresses, account, link, clockShift, faults }: View): Html {
  const { facts: names } = words
  const seconds = Math.round(clockShift / 1000)
  return html`<dl class="facts" data-list>
${fact('oss', 'OSS', html`<code>${addresses.oss}</code>`)}
${fact('sts', 'STS', html`<code>${addresses.sts}</code>`)}
${fact('region', names.region, html`<code>${inspection.buckets()[0]?.region}</code>`)}
${fact('role', names.role, html`<code>${account.roleArn}</code>`)}
${fact('key', 'AccessKeyId', html`<code>${account.accessKeyId}</code>`)}
${fact('secret', 'AccessKeySecret', MASKED)}
${link && fact('link', names.link, html`${linkText(link.conditions(), words)}`, true)}
${seconds !== 0 && fact('clock', names.clock, html`${seconds > 0 ? words.ahead(seconds) : words.behind(-seconds)}`, true)}
${faults > 0 && fact('faults', names.faults, html`${words.pending(faults)}`, true)}
</dl>`
}

/** Shown instead of a secret. */
export const MASKED = html`<span class="muted">••••••••</span>`

const fact = (key: string, name: string, value: Html, isUnusual = false): Html =>
  html`<div data-key="${key}"${isUnusual && html` class="odd"`}><dt>${name}</dt><dd>${value}</dd></div>`

function linkText({ bandwidth, latencyMs, stalled, offline }: Conditions, words: Words): string {
  if (offline) return words.offline
  if (stalled) return words.stalled
  const { up, down } = typeof bandwidth === 'number' ? { up: bandwidth, down: bandwidth } : bandwidth
  const text = (speed: number): string => (Number.isFinite(speed) ? speedText(speed) : words.unlimited)
  return words.linkIs(up === down ? text(up) : `↓ ${text(down)} ↑ ${text(up)}`, latencyMs * 2)
}
