/**
 * The built-in components there are, and the template of each. They go by `wx-view`, as in WeChat's own WebView: the
 * DOM has an `<input>` and a `<form>` of its own.
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

/** Not components: structure, which the template compiler knows. */
const STRUCTURE = ['block', 'slot', 'template', 'include', 'import', 'wxs']

/** A tag that is none of these is one of WeChat's which the preview does not have. */
export const isKnownTag = (tag: string, usingComponents: readonly string[]): boolean =>
  tag in BUILT_IN_TEMPLATES || STRUCTURE.includes(tag) || usingComponents.includes(tag)

const BUILT_IN_TAG = new RegExp(`<(/?)(${Object.keys(BUILT_IN_TEMPLATES).join('|')})(?=[\\s/>])`, 'g')

export const renameBuiltIns = (wxml: string): string => wxml.replace(BUILT_IN_TAG, '<$1wx-$2')
