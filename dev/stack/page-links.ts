import type { PageLink } from '../local-cloud'

type PageName = keyof typeof NAMES

const NAMES = {
  preview: { zh: '小程序预览', en: 'Preview' },
  web: { zh: '网页', en: 'Web page' },
  admin: { zh: '管理页面', en: 'Admin page' },
  backend: { zh: '后端', en: 'Backend' },
}

/** The pages of `npm start`, which link to each other. Their addresses are known once all of them are open. */
export function pageLinks(): { list(): readonly PageLink[]; set(urls: Record<PageName, string>): void } {
  let links: PageLink[] = []
  return {
    list: () => links,
    set(urls) {
      links = (Object.keys(NAMES) as PageName[]).map((page) => ({ name: NAMES[page], url: urls[page] }))
    },
  }
}
