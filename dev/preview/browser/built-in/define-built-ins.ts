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

export interface BuiltInNeeds {
  wx: Navigate
  /** What the document can load behind a local path. */
  urlOf(path: string): string
}

/** Registers the built-in components. `tags` is what the build has templates for: both must agree. */
export function defineBuiltIns(space: CodeSpace, tags: string[], templates: Templates, needs: BuiltInNeeds): void {
  const definitions: Record<string, Definition> = {
    view: VIEW,
    text: TEXT,
    image: image(needs.urlOf),
    button: BUTTON,
    input: INPUT,
    textarea: TEXTAREA,
    form: FORM,
    label: LABEL,
    navigator: navigator(needs.wx),
    'scroll-view': SCROLL_VIEW,
    video: video(needs.urlOf),
  }
  for (const tag of tags) {
    const definition = definitions[tag]
    if (!definition) throw new Error(`<${tag}> has a template and no definition`)
    const path = `built-in/${tag}`
    space.addComponentStaticConfig(path, { component: true })
    space.addCompiledTemplate(path, { groupList: templates, content: templates[path] } as never)
    space.componentEnv(path, ({ Component, Behavior }) => {
      const base = (Behavior as (definition: Definition) => unknown)(BASE)
      ;(Component as (definition: Definition) => unknown)({ ...definition, behaviors: [base] })
    })
  }
}
