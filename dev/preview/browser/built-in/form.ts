import { type Definition, elementOf } from './definition'
import { valuesIn } from './form-field'

export const FORM: Definition = {
  properties: { reportSubmit: Boolean },
  methods: {
    submit() {
      this.triggerEvent('submit', { value: valuesIn(elementOf(this)) })
    },
    reset() {
      for (const control of elementOf(this).querySelectorAll<HTMLInputElement>('input, textarea')) control.value = ''
      this.triggerEvent('reset', {})
    },
  },
}

/** A tap focuses the control inside. */
export const LABEL: Definition = {
  properties: { for: String },
  lifetimes: {
    created() {
      this._$.addListener('tap', () => elementOf(this).querySelector<HTMLElement>('input, textarea')?.focus())
    },
  },
}
