import type { AssociatedBackend, CodeSpace, Root } from 'glass-easel-miniprogram-adapter'

/** A page in the document. */
export interface OpenPage {
  route: string
  element: HTMLElement
  instance: PageInstance
  /** Title of the navigation bar, if the page has set one. */
  title: string | undefined
  show(): void
  hide(): void
  close(): void
}

/** The instance of a `Page` definition; any lifecycle method may be missing. */
export type PageInstance = Record<string, unknown>

export function openPage(
  { space, backend }: { space: CodeSpace; backend: AssociatedBackend },
  route: string,
  query: Record<string, string>,
): OpenPage {
  const root = backend.createRoot('mp-page', space, route)
  const element = attach(root)
  element.dataset.page = route
  const instance = Object.assign(root.get(), { route, options: query }) as unknown as PageInstance
  return {
    route,
    element,
    instance,
    title: undefined,
    show() {
      callPage(instance, 'onShow')
      root.getComponent().triggerPageLifetime('show', [])
    },
    hide() {
      callPage(instance, 'onHide')
      root.getComponent().triggerPageLifetime('hide', [])
    },
    close() {
      callPage(instance, 'onUnload')
      root.release()
      element.remove()
    },
  }
}

function attach(root: Root): HTMLElement {
  const place = document.createElement('span')
  document.body.append(place)
  // glass-easel has its own types for the document's elements.
  root.attach(document.body as never, place as never)
  return root.getComponent().$$ as unknown as HTMLElement
}

export function callPage(instance: PageInstance, name: string, argument?: unknown): void {
  const method = instance[name]
  if (typeof method === 'function') method.call(instance, argument)
}
