import { componentOf } from './definition'

/** A function that reads a control's value, by the control's element. */
const readers = new WeakMap<Element, () => unknown>()

/** Used by the built-in controls, whose value comes from the user, not from their property. */
export const setReader = (control: Element, read: () => unknown): void => {
  readers.set(control, read)
}

let shared: unknown

/** `wx://form-field`: the form around the component submits its `name` and `value`. */
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

/** What a `<form>` submits: the value of each of its controls that has a name. */
export function valuesIn(form: Element): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const element of form.querySelectorAll('*')) {
    const read = readers.get(element)
    const name = componentOf(element)?.data.name as string | undefined
    if (read && name) values[name] = read()
  }
  return values
}
