import { type Html, html } from '../html'

/** A list of names with values; names without a value are skipped. */
export const details = (lines: [name: string, value: Html | undefined][]): Html =>
  html`<dl>${lines.map(([name, value]) => (value ? html`<dt>${name}</dt><dd>${value}</dd>` : html``))}</dl>`
