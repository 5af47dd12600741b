import { existsSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withMermaid } from 'vitepress-plugin-mermaid'
import server from '../../../../server/package.json' with { type: 'json' }
import { SECTIONS, titleOf } from './sections'

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url))
const DOCS = `${ROOT}docs`
const REPOSITORY = server.repository.url.replace(/^git\+|\.git$/g, '')

type Locale = 'en' | 'zh'

const sidebar = (locale: Locale) =>
  SECTIONS.map(({ title, pages }) => ({
    text: title[locale],
    items: pages
      .filter((name) => existsSync(`${DOCS}/${locale === 'zh' ? 'zh-CN/' : ''}${name}.md`))
      .map((name) => ({ text: titleOf(DOCS, locale, name), link: `${locale === 'zh' ? '/zh-CN' : ''}/${name}` })),
  })).filter(({ items }) => items.length > 0)

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

export default withMermaid({
  title: 'wx-oss-upload',
  srcDir: '../../../docs',
  outDir: '../../../dist/docs',
  cacheDir: '../../../dist/docs-cache',
  cleanUrls: true,
  lastUpdated: false,
  locales: {
    root: { label: 'English', lang: 'en', themeConfig: { sidebar: sidebar('en') } },
    'zh-CN': {
      label: '简体中文',
      lang: 'zh-CN',
      themeConfig: {
        sidebar: sidebar('zh'),
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
    nav: [
      {
        text: 'API',
        items: ['mini-program', 'web', 'server'].map((name) => ({
          text: name,
          link: `/api/${name}/index.html`,
          target: '_blank',
        })),
      },
    ],
    outline: { level: 2 },
    search: {
      provider: 'local',
      options: {
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
