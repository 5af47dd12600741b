import type { CodeSpace } from 'glass-easel-miniprogram-adapter'
import type { Templates } from '../phone/units'
import { BASE } from './base'
import { BUTTON } from './button'
import type { Definition } from './definition'
import { FORM, LABEL } from './form'
import { INPUT, TEXTAREA } from './input'
import { image, video } from './media'
import { type Navigate, navigator } from './navigator'
import { SCROLL_VIEW, TEXT, VIEW } from './view'

export interface BuiltInContext {
  wx: Navigate
  /** The URL that the document can load for a local path. */
  urlOf(path: string): string
}

/** Registers the built-in components. `tags` are those that the build has templates for; each needs a definition. */
export function defineBuiltIns(space: CodeSpace, tags: string[], templates: Templates, context: BuiltInContext): void {
  const definitions: Record<string, Definition> = {
    view: VIEW,
    text: TEXT,
    image: image(context.urlOf),
    button: BUTTON,
    input: INPUT,
    textarea: TEXTAREA,
    form: FORM,
    label: LABEL,
    navigator: navigator(context.wx),
    'scroll-view': SCROLL_VIEW,
    video: video(context.urlOf),
  }
  for (const tag of tags) {
    const definition = definitions[tag]
    if (!definition) throw new Error(`<${tag}> has a template but no definition`)
    const path = `built-in/${tag}`
    space.addComponentStaticConfig(path, { component: true })
    space.addCompiledTemplate(path, { groupList: templates, content: templates[path] } as never)
    space.componentEnv(path, ({ Component, Behavior }) => {
      const base = (Behavior as (definition: Definition) => unknown)(BASE)
      ;(Component as (definition: Definition) => unknown)({ ...definition, behaviors: [base] })
    })
  }
}
