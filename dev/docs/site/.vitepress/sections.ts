import { readFileSync } from 'node:fs'

/** The pages of the site, in the order of a reader. */
export const SECTIONS = [
  {
    title: { en: 'Begin', zh: '开始使用' },
    pages: ['quick-start', 'mini-program', 'component', 'resuming', 'web-pages', 'sts', 'local-cloud'],
  },
  {
    title: { en: 'Backend', zh: '后端' },
    pages: ['backend', 'routes', 'identities', 'configuration', 'hooks', 'reading', 'host-calls', 'optional-endpoints'],
  },
  {
    title: { en: 'Frameworks', zh: '框架' },
    pages: ['taro', 'uni-app', 'tdesign', 'vant', 'react', 'vue'].map((name) => `frameworks/${name}`),
  },
  {
    title: { en: 'Migration', zh: '迁移' },
    pages: [
      'sts-web-page',
      'sts-multipart',
      'post-policy',
      'sts-by-hand',
      'presigned-urls',
      'cos-wx-sdk',
      'uview-plus',
    ].map((name) => `migration/${name}`),
  },
  {
    title: { en: 'In production', zh: '生产环境' },
    pages: ['going-live', 'deployments', 'operations', 'limits', 'errors', 'security', 'faq'],
  },
  {
    title: { en: 'Inside', zh: '内部' },
    pages: ['how-it-works', 'architecture', 'folders', 'media-types', 'performance', 'not-tested'],
  },
] as const

/** The first heading of a page. */
export function titleOf(docs: string, locale: 'en' | 'zh', name: string): string {
  const page = readFileSync(`${docs}/${locale === 'zh' ? 'zh-CN/' : ''}${name}.md`, 'utf8')
  return /^# (.+)$/m.exec(page)?.[1] ?? name
}
