import { type Html, html } from '../html'

/** Names with their values; without a value there is no line. */
export const details = (lines: [name: string, value: Html | undefined][]): Html =>
  html`<dl>${lines.map(([name, value]) => (value ? html`<dt>${name}</dt><dd>${value}</dd>` : html``))}</dl>`
