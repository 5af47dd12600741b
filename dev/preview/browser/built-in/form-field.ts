import { componentOf } from './definition'

/** How the value of a control is read. */
const readers = new WeakMap<Element, () => unknown>()

/** For the built-in controls, whose value is the user's and not their property. */
export const readsValue = (control: Element, read: () => unknown): void => {
  readers.set(control, read)
}

let shared: unknown

/** `wx://form-field`: the component's `name` and `value` are part of the form it is in. */
export function formField(Behavior: (definition: object) => unknown): unknown {
  shared ??= Behavior({
    properties: { name: { type: String, value: '' }, value: { type: null, value: null } },
    lifetimes: {
      created(this: { _$: { $$: unknown; data: Record<string, unknown> } }) {
        const node = this._$
        readers.set(node.$$ as Element, () => node.data.value)
      },
    },
  })
  return shared
}

/** What a `<form>` submits: the value of each control in it that has a name. */
export function valuesIn(form: Element): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const element of form.querySelectorAll('*')) {
    const read = readers.get(element)
    const name = componentOf(element)?.data.name as string | undefined
    if (read && name) values[name] = read()
  }
  return values
}
