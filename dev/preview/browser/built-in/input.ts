import { type Definition, elementOf, type Instance, innerOf } from './definition'
import { setReader } from './form-field'

type Control = HTMLInputElement | HTMLTextAreaElement

const PROPERTIES = {
  value: { type: String, value: '' },
  name: { type: String, value: '' },
  placeholder: { type: String, value: '' },
  placeholderStyle: { type: String, value: '' },
  placeholderClass: { type: String, value: '' },
  disabled: { type: Boolean, value: false },
  maxlength: { type: Number, value: 140 },
  focus: { type: Boolean, value: false },
  cursorSpacing: { type: Number, value: 0 },
  adjustPosition: { type: Boolean, value: true },
  confirmType: { type: String, value: 'done' },
}

const TYPES: Record<string, string> = { number: 'tel', digit: 'tel', idcard: 'text', 'safe-password': 'password' }

export const INPUT: Definition = {
  properties: { ...PROPERTIES, type: { type: String, value: 'text' }, password: { type: Boolean, value: false } },
  observers: {
    'value, placeholder, disabled, maxlength, focus'() {
      draw(this, innerOf(this, 'input'))
    },
    'type, password'(type: string, password: boolean) {
      innerOf(this, 'input').type = password ? 'password' : (TYPES[type] ?? 'text')
    },
  },
  lifetimes: {
    attached() {
      const input = innerOf(this, 'input')
      connect(this, input)
      input.addEventListener('keydown', ({ key }) => {
        if (key === 'Enter') this.triggerEvent('confirm', { value: input.value })
      })
    },
  },
}

export const TEXTAREA: Definition = {
  properties: {
    ...PROPERTIES,
    autoHeight: { type: Boolean, value: false },
    fixed: { type: Boolean, value: false },
    showConfirmBar: { type: Boolean, value: true },
    disableDefaultPadding: { type: Boolean, value: false },
  },
  observers: {
    'value, placeholder, disabled, maxlength, focus'() {
      draw(this, innerOf(this, 'textarea'))
    },
  },
  lifetimes: {
    attached() {
      const area = innerOf(this, 'textarea')
      connect(this, area)
      const grow = (): void => {
        if (!this.data.autoHeight) return
        area.style.height = '0'
        area.style.height = `${area.scrollHeight}px`
      }
      area.addEventListener('input', grow)
      grow()
    },
  },
}

/** `value` is set, not bound: it does not follow the user's input unless the page sets it again. */
function draw({ data }: Instance, control: Control): void {
  const { value, placeholder, disabled, maxlength, focus } = data
  if (control.value !== value) control.value = String(value ?? '')
  control.placeholder = String(placeholder ?? '')
  control.disabled = Boolean(disabled)
  if (Number(maxlength) >= 0) control.maxLength = Number(maxlength)
  else control.removeAttribute('maxlength')
  if (focus) control.focus()
}

function connect(instance: Instance, control: Control): void {
  draw(instance, control)
  setReader(elementOf(instance), () => control.value)
  const forward = (type: string, name: string): void =>
    control.addEventListener(type, (event) => {
      // The component's own event of the same name replaces it.
      event.stopPropagation()
      const cursor = control.selectionStart ?? control.value.length
      instance.triggerEvent(name, { value: control.value, cursor, keyCode: 0 })
    })
  forward('input', 'input')
  forward('focus', 'focus')
  forward('blur', 'blur')
  control.addEventListener('change', (event) => event.stopPropagation())
}
