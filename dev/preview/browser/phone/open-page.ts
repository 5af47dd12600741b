import type { AssociatedBackend, CodeSpace, Root } from 'glass-easel-miniprogram-adapter'

/** A page that is in the document. */
export interface OpenPage {
  route: string
  element: HTMLElement
  instance: PageInstance
  /** Of the navigation bar, once the page has set one. */
  title: string | undefined
  show(): void
  hide(): void
  close(): void
}

/** What `Page` was given, come to life; any of the lifecycle's methods may be missing. */
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
  // The backend's elements are the document's, under types of its own.
  root.attach(document.body as never, place as never)
  return root.getComponent().$$ as unknown as HTMLElement
}

export function callPage(instance: PageInstance, name: string, argument?: unknown): void {
  const method = instance[name]
  if (typeof method === 'function') method.call(instance, argument)
}
