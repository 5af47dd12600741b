/**
 * The built-in components of the preview with their templates. Their tags are named `wx-view` and so on, as in WeChat's
 * own WebView, because the DOM has its own `<input>` and `<form>`.
 */
export const BUILT_IN_TEMPLATES: Record<string, string> = {
  view: '<slot/>',
  text: '<slot/>',
  image: '<img alt=""/>',
  button: '<slot/>',
  input: '<input/>',
  textarea: '<textarea></textarea>',
  form: '<slot/>',
  label: '<slot/>',
  navigator: '<slot/>',
  'scroll-view': '<slot/>',
  video: '<video controls playsinline></video>',
}

/** Tags of the template language, which the template compiler handles. */
const STRUCTURE = ['block', 'slot', 'template', 'include', 'import', 'wxs']

/** Any other tag is a WeChat component that the preview does not have. */
export const isKnownTag = (tag: string, usingComponents: readonly string[]): boolean =>
  tag in BUILT_IN_TEMPLATES || STRUCTURE.includes(tag) || usingComponents.includes(tag)

const BUILT_IN_TAG = new RegExp(`<(/?)(${Object.keys(BUILT_IN_TEMPLATES).join('|')})(?=[\\s/>])`, 'g')

export const renameBuiltIns = (wxml: string): string => wxml.replace(BUILT_IN_TAG, '<$1wx-$2')
