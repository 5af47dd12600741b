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

/** What a script of a unit calls. */
interface Environment {
  Page: Constructor
  Component: Constructor
  Behavior: Constructor
}

/** Registers the units of a mini-program. */
export interface Units {
  define(space: CodeSpace, units: Unit[], templates: Templates): void
}

/**
 * Defines `Page`, `Component` and `Behavior`. They exist before the app's script runs, as they do in WeChat: frameworks keep
 * the first ones that they see. Each call belongs to the unit whose script runs then.
 */
export function createUnits(): Units {
  let running: { path: string; environment: Environment } | undefined
  const call = (name: keyof Environment, definition: Definition): unknown => {
    if (!running) throw new Error(`${name} was called outside of the scripts of pages and components`)
    const { path, environment } = running
    if (name === 'Page') refuseUnknownEvents(path, definition)
    const given = name === 'Component' ? withBehaviors(path, definition, environment.Behavior) : definition
    return environment[name](given)
  }
  Object.assign(globalThis, {
    Page: (definition: Definition) => void call('Page', definition),
    Component: (definition: Definition) => void call('Component', definition),
    Behavior: (definition: Definition) => call('Behavior', definition),
  })
  return {
    // All are registered before any script runs, since components may use each other in any order.
    define(space, units, templates) {
      for (const { path, json, scope } of units) {
        space.addComponentStaticConfig(path, json)
        space.addCompiledTemplate(path, { groupList: templates, content: templates[path] } as never)
        space.addStyleSheet(path, undefined, scope)
      }
      for (const { path, run } of units) {
        space.componentEnv(path, (environment) => {
          running = { path, environment: environment as unknown as Environment }
          run()
        })
      }
    },
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
