import { glassEasel } from 'glass-easel-miniprogram-adapter'

/** A component instance, as its methods see it. */
export interface Instance {
  data: Record<string, unknown>
  /** Its node in glass-easel; `$$` is its element in the document. */
  _$: glassEasel.GeneralComponent
  setData(data: object): void
  triggerEvent(name: string, detail?: unknown, options?: object): void
}

type Method = (this: Instance, ...values: never[]) => unknown

/** The argument of `Component`, `Page` or `Behavior`. */
export interface Definition {
  behaviors?: unknown[]
  options?: object
  properties?: Record<string, unknown>
  data?: object
  observers?: Record<string, Method>
  lifetimes?: Record<string, Method>
  methods?: Record<string, Method>
  externalClasses?: string[]
}

export const elementOf = (instance: Instance): HTMLElement => instance._$.$$ as unknown as HTMLElement

/** The native element inside the component: the `<img>` of an image, the `<input>` of an input. */
export function innerOf<Name extends keyof HTMLElementTagNameMap>(
  instance: Instance,
  name: Name,
): HTMLElementTagNameMap[Name] {
  const inner = elementOf(instance).querySelector(name)
  if (!inner) throw new Error(`<${name}> is missing from a built-in component's template`)
  return inner
}

/** The component of this element; undefined for native elements inside a built-in component. */
export function componentOf(element: Element): glassEasel.GeneralComponent | undefined {
  const node = (element as Element & { __wxElement?: unknown }).__wxElement
  return glassEasel.Component.isComponent(node) ? (node as glassEasel.GeneralComponent) : undefined
}
