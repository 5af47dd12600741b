import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withMermaid } from 'vitepress-plugin-mermaid'
import server from '../../../../server/package.json' with { type: 'json' }
import { SECTIONS, titleOf } from './sections'

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url))
const DOCS = `${ROOT}docs`
const REPOSITORY = server.repository.url.replace(/^git\+|\.git$/g, '')

/** TypeDoc writes it beside the site, which therefore must not route to it. */
const API = { text: 'API', link: '/api/index.html', target: '_self' }

type Locale = 'en' | 'zh'

const sidebar = (locale: Locale) =>
  SECTIONS.map(({ title, pages }) => ({
    text: title[locale],
    items: pages.map((name) => ({
      text: titleOf(DOCS, locale, name),
      link: `${locale === 'zh' ? '/zh-CN' : ''}/${name}`,
    })),
  }))

/** Where a link of a page leads that leaves the documents: to the repository. */
function outside(href: string, page: string): string | undefined {
  if (!href.startsWith('.')) return undefined
  const path = resolve(dirname(page), href.replace(/#.*/, ''))
  return path.startsWith(`${DOCS}/`) ? undefined : `${REPOSITORY}/tree/main/${relative(ROOT, path)}`
}

/** The pages are not below the folder of the packages, where Node looks for Vue when it renders them. */
const VUE = {
  name: 'vue-of-the-site',
  enforce: 'pre' as const,
  resolveId: (source: string, _: string | undefined, { ssr }: { ssr?: boolean }) =>
    ssr && /^vue(\/|$)/.test(source) ? { id: source, external: true } : undefined,
}

/** Chinese has no spaces between words. VitePress sends this function to the browser, too, so it uses no other. */
const words = (text: string): string[] =>
  [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(text)].flatMap(({ segment, isWordLike }) =>
    isWordLike ? [segment] : [],
  )

/** Most readers are Chinese: the first visit leads them to their language, and the menu leads back. */
const CHINESE_FIRST = `
if (location.pathname === '/' && /^zh/i.test(navigator.language) && !document.referrer.startsWith(location.origin))
  location.replace('/zh-CN/')
`

export default withMermaid({
  title: 'wx-oss-upload',
  srcDir: '../../../docs',
  outDir: '../../../dist/docs',
  cacheDir: '../../../dist/docs-cache',
  cleanUrls: true,
  lastUpdated: false,
  head: [
    ['script', {}, CHINESE_FIRST],
    ['style', {}, '.dark .light-only, html:not(.dark) .dark-only { display: none }'],
  ],
  locales: {
    root: { label: 'English', lang: 'en', themeConfig: { sidebar: sidebar('en'), nav: [API] } },
    'zh-CN': {
      label: '简体中文',
      lang: 'zh-CN',
      themeConfig: {
        sidebar: sidebar('zh'),
        nav: [API],
        outline: { label: '本页目录' },
        docFooter: { prev: '上一页', next: '下一页' },
        darkModeSwitchLabel: '深色模式',
        sidebarMenuLabel: '目录',
        returnToTopLabel: '回到顶部',
        langMenuLabel: '语言',
      },
    },
  },
  themeConfig: {
    outline: { level: 2 },
    search: {
      provider: 'local',
      options: {
        miniSearch: { options: { tokenize: words } },
        locales: {
          'zh-CN': {
            translations: {
              button: { buttonText: '搜索' },
              modal: {
                noResultsText: '没有找到',
                footer: { selectText: '选择', navigateText: '切换', closeText: '关闭' },
              },
            },
          },
        },
      },
    },
  },
  vite: {
    plugins: [VUE],
    server: { fs: { allow: [ROOT] } },
    build: { chunkSizeWarningLimit: 4000 },
  },
  markdown: {
    config(md) {
      const before =
        md.renderer.rules.link_open ?? ((tokens, at, options, _, self) => self.renderToken(tokens, at, options))
      md.renderer.rules.link_open = (tokens, at, options, env, self) => {
        const token = tokens[at]
        const target = outside(token?.attrGet('href') ?? '', env.path)
        if (target) token?.attrSet('href', target)
        return before(tokens, at, options, env, self)
      }
    },
  },
})
