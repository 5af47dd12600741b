import { type Definition, elementOf } from './definition'

/** The calls of `wx` that a tap on a `<navigator>` may use. */
export type Navigate = Record<string, (options: { url: string; delta?: number }) => unknown>

const CALLS: Record<string, string> = {
  navigate: 'navigateTo',
  redirect: 'redirectTo',
  reLaunch: 'reLaunch',
  navigateBack: 'navigateBack',
}

export const navigator = (wx: Navigate): Definition => ({
  properties: {
    url: { type: String, value: '' },
    openType: { type: String, value: 'navigate' },
    delta: { type: Number, value: 1 },
  },
  lifetimes: {
    created() {
      const element = elementOf(this)
      element.setAttribute('role', 'link')
      element.tabIndex = 0
      this._$.addListener('tap', () => {
        const { url, openType, delta } = this.data as { url: string; openType: string; delta: number }
        const call = wx[CALLS[openType] ?? '']
        if (call) call({ url, delta })
        else console.error(`<navigator open-type="${openType}"> is not in the preview`)
      })
    },
  },
})
