import type { AssociatedBackend, CodeSpace } from 'glass-easel-miniprogram-adapter'
import type { MiniProgram, Theme } from '../../../wire'
import type { PageBar } from '../../client'
import { callPage, type OpenPage, openPage } from './open-page'
import { pageBar } from './page-bar'

/** The stack of pages. The calls return an error message, or undefined on success. */
export interface Pages {
  open(url: string): string | undefined
  /** Replaces the topmost `count` pages. */
  replace(url: string, count: number): string | undefined
  back(delta: number): string | undefined
  setTitle(title: string): string | undefined
  scrollTo(target: { scrollTop?: number; selector?: string }): string | undefined
  redrawBar(): void
  /** Called when the app comes to the foreground or leaves it. */
  notify(event: 'show' | 'hide'): void
  /** `getCurrentPages()` */
  current(): object[]
}

interface PagesContext {
  space: CodeSpace
  backend: AssociatedBackend
  miniProgram: MiniProgram
  theme(): Theme
  showBar(bar: PageBar): void
}

const MAX_PAGES = 10

export function createPages(context: PagesContext): Pages {
  const { miniProgram } = context
  const stack: OpenPage[] = []
  const top = (): OpenPage | undefined => stack.at(-1)
  const redrawBar = (): void => {
    const page = top()
    if (!page) return
    const shown = { title: page.title, canGoBack: stack.length > 1 }
    context.showBar(pageBar(miniProgram, page.route, context.theme(), shown))
  }
  /** Closes the topmost `count` pages and opens this one. */
  const push = (count: number, url: string): string | undefined => {
    const { route, query } = splitUrl(url, top()?.route)
    if (!miniProgram.pages.includes(route)) return `page "${route}" is not found`
    if (count === 0) cover(top())
    for (const page of stack.splice(Math.max(0, stack.length - count)).reverse()) page.close()
    const page = openPage(context, route, query)
    stack.push(page)
    redrawBar()
    callPage(page.instance, 'onLoad', query)
    page.show()
    callPage(page.instance, 'onReady')
    return undefined
  }

  return {
    open: (url) => (stack.length < MAX_PAGES ? push(0, url) : `webview count limit exceed: ${MAX_PAGES}`),
    replace: (url, count) => push(Math.min(count, stack.length), url),
    back(delta) {
      if (stack.length < 2) return 'cannot navigate back at first page.'
      for (const page of stack.splice(Math.max(1, stack.length - delta)).reverse()) page.close()
      redrawBar()
      uncover(top())
      return undefined
    },
    setTitle(title) {
      Object.assign(top() ?? {}, { title })
      redrawBar()
      return undefined
    },
    scrollTo({ scrollTop = 0, selector }) {
      if (selector) return 'scrolling to a selector is not in the preview'
      top()?.element.scrollTo({ top: scrollTop, behavior: 'smooth' })
      return undefined
    },
    redrawBar,
    notify: (event) => top()?.[event](),
    current: () => stack.map(({ instance }) => instance),
  }
}

function cover(page: OpenPage | undefined): void {
  if (!page) return
  page.hide()
  page.element.hidden = true
}

function uncover(page: OpenPage | undefined): void {
  if (!page) return
  page.element.hidden = false
  page.show()
}

/** Resolves `../form/form?id=1` relative to a page. */
function splitUrl(url: string, from = ''): { route: string; query: Record<string, string> } {
  const { pathname, searchParams } = new URL(url, `http://page/${from}`)
  return { route: pathname.slice(1), query: Object.fromEntries(searchParams) }
}
