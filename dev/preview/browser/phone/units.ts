import type { CodeSpace } from 'glass-easel-miniprogram-adapter'
import type { Definition } from '../built-in/definition'
import { formField } from '../built-in/form-field'

/** A page or a component of the mini-program, as listed by the build. */
export interface Unit {
  path: string
  kind: 'page' | 'component'
  scope?: string
  json: object
  /** Runs its script, which calls `Page` or `Component`. */
  run(): unknown
}

/** Template path → render function, from the template compiler. */
export type Templates = Record<string, unknown>

type Constructor = (definition: Definition) => unknown

/** Registers all units before any script runs, since components may use each other in any order. */
export function defineUnits(space: CodeSpace, units: Unit[], templates: Templates): void {
  for (const { path, json, scope } of units) {
    space.addComponentStaticConfig(path, json)
    space.addCompiledTemplate(path, { groupList: templates, content: templates[path] } as never)
    space.addStyleSheet(path, undefined, scope)
  }
  for (const unit of units) {
    space.componentEnv(unit.path, ({ Page, Component, Behavior }) => {
      Object.assign(globalThis, {
        Page: (definition: Definition) => {
          refuseUnknownEvents(unit.path, definition)
          ;(Page as Constructor)(definition)
        },
        Component: (definition: Definition) => {
          ;(Component as Constructor)(withBehaviors(unit.path, definition, Behavior as Constructor))
        },
        Behavior,
      })
      unit.run()
    })
  }
}

/** WeChat's own behaviors are given by name. */
function withBehaviors(path: string, definition: Definition, Behavior: Constructor): Definition {
  const behaviors = (definition.behaviors ?? []).flatMap((behavior) => {
    if (typeof behavior !== 'string') return [behavior]
    if (behavior === 'wx://form-field') return [formField(Behavior)]
    console.error(`${path}: the behavior ${behavior} is not in the preview`)
    return []
  })
  return { ...definition, behaviors }
}

const MISSING_EVENTS = ['onPullDownRefresh', 'onReachBottom', 'onPageScroll', 'onTabItemTap', 'onResize']

function refuseUnknownEvents(path: string, definition: Definition): void {
  for (const name of MISSING_EVENTS) {
    if (name in definition) console.error(`${path}: ${name} is not in the preview, and is never called`)
  }
}
