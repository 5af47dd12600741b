import { type BarGroup, barChart } from './chart'
import { nameOf, pageOf } from './page'
import { medianOf, type Results } from './results'
import { type Language, SHARE_CELLS, WEB_CELL } from './words'

/** Everything in docs that is made from the results: names below docs, and contents. */
export function documentsOf(results: Results): Readonly<Record<string, string>> {
  return {
    'performance.md': pageOf(results, 'en'),
    'zh-CN/performance.md': pageOf(results, 'zh'),
    ...chartsOf(results, 'en'),
    ...chartsOf(results, 'zh'),
  }
}

function chartsOf(results: Results, language: Language): Record<string, string> {
  const group = (id: string, title: string): BarGroup => ({
    title,
    bars: Object.entries(results[id] ?? {}).map(([peer, measures]) => ({
      name: nameOf(peer, language),
      value: medianOf(measures, ({ value }) => value),
      isOurs: peer === 'ours',
    })),
  })
  const phone = Object.entries(SHARE_CELLS).map(([id, text]) => group(id, text[language]))
  const web = [group(WEB_CELL, language === 'en' ? '100 MB from a web page' : '从网页上传 100 MB')]
  return {
    [`performance/phone.${language}.svg`]: barChart(phone),
    [`performance/web.${language}.svg`]: barChart(web),
  }
}
