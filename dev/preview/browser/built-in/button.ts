import { componentOf, type Definition, elementOf } from './definition'

export const BUTTON: Definition = {
  properties: {
    type: { type: String, value: 'default' },
    size: { type: String, value: 'default' },
    plain: { type: Boolean, value: false },
    disabled: { type: Boolean, value: false },
    loading: { type: Boolean, value: false },
    formType: { type: String, value: '' },
    openType: { type: String, value: '' },
  },
  observers: {
    'type, size, plain, disabled, loading'(
      type: string,
      size: string,
      plain: boolean,
      disabled: boolean,
      loading: boolean,
    ) {
      const element = elementOf(this)
      Object.assign(element.dataset, { type, size, plain: String(plain), loading: String(loading) })
      element.setAttribute('aria-disabled', String(disabled))
      element.tabIndex = disabled ? -1 : 0
    },
    openType(openType: string) {
      if (openType) console.error(`<button open-type="${openType}"> is not in the preview`)
    },
  },
  lifetimes: {
    created() {
      const element = elementOf(this)
      element.setAttribute('role', 'button')
      element.tabIndex = 0
      this._$.addListener('tap', () => {
        const form = element.closest('wx-form')
        const { formType } = this.data
        if (form && formType) componentOf(form)?.getMethodCaller()[formType === 'reset' ? 'reset' : 'submit']()
      })
    },
  },
}
