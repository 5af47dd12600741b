import { type Definition, elementOf, type Instance } from './definition'

/** The ARIA attributes that WeChat supports: https://developers.weixin.qq.com/miniprogram/dev/component/aria-component.html */
const ARIA = [
  ...['label', 'hidden', 'disabled', 'busy', 'live', 'checked', 'selected', 'expanded', 'pressed', 'modal', 'haspopup'],
  ...[
    'valuenow',
    'valuemin',
    'valuemax',
    'valuetext',
    'labelledby',
    'describedby',
    'controls',
    'owns',
    'atomic',
    'level',
  ],
]

const propertyOf = (name: string): string => `aria${name.charAt(0).toUpperCase()}${name.slice(1)}`

/** Roles that must be reachable by keyboard. */
const ACTIVE_ROLES = ['button', 'link', 'checkbox', 'radio', 'switch', 'tab', 'option', 'menuitem', 'slider']

/** Properties of every built-in component: `hidden`, `hover-class` and related ones, the accessible name and state. */
export const BASE: Definition = {
  properties: {
    hidden: { type: Boolean, value: false },
    hoverClass: { type: String, value: '' },
    hoverStopPropagation: { type: Boolean, value: false },
    hoverStartTime: { type: Number, value: 50 },
    hoverStayTime: { type: Number, value: 400 },
    ariaRole: { type: null, value: null },
    ...Object.fromEntries(ARIA.map((name) => [propertyOf(name), { type: null, value: null }])),
  },
  observers: {
    hidden(value: boolean) {
      elementOf(this).hidden = value
    },
    [`ariaRole, ${ARIA.map(propertyOf).join(', ')}`]() {
      describe(this)
    },
  },
  lifetimes: {
    attached() {
      describe(this)
    },
  },
}

function describe(instance: Instance): void {
  const { data } = instance
  const target = elementOf(instance).querySelector<HTMLElement>(':scope > :is(input, textarea)') ?? elementOf(instance)
  reflect(target, 'role', data.ariaRole)
  for (const name of ARIA) reflect(target, `aria-${name}`, data[propertyOf(name)])
  const isActive = ACTIVE_ROLES.includes(target.getAttribute('role') ?? '')
  if (isActive) target.tabIndex = String(data.ariaDisabled) === 'true' ? -1 : 0
}

/** An unset property leaves the attribute that the component itself has set. */
function reflect(element: Element, name: string, value: unknown): void {
  if (value === null || value === undefined || value === '') return
  element.setAttribute(name, String(value))
}
